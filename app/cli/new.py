"""``new``: make a book."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app import files, paths
from app.cli import asking, terminal
from app.cli.parser import Parser
from app.errors import AppError
from app.i18n import _
from app.services import book, passwords
from app.services.branch import BranchFacts


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_book(_("新账簿的文件名（.zbtz）"))
    add = parser.options.add_argument
    add("--branch", required=True, metavar="NAME", help=_("党支部全称"))
    add("--enterprise", default="", metavar="NAME", help=_("所在企业全称"))
    add("--upper", default="", metavar="NAME", help=_("上级党组织"))
    add("--secretary", default="", metavar="NAME", help=_("书记姓名"))
    add("--phone", default="", metavar="NUMBER", help=_("联系电话"))
    add("--fonds-code", default="", metavar="CODE", help=_("全宗号（上级给定后再填）"))
    add("--no-password", action="store_true", help=_("不设密码：拿到文件的人都能打开"))
    add("--recovery-sheet", metavar="FILE", help=_("同时把恢复单写成 PDF，忘记密码时用它打开"))


def run(arguments: Namespace) -> int:
    """Make the book, and its recovery sheet when it is asked for."""
    path = Path(arguments.book)
    if not path.suffix:
        path = path.with_suffix(paths.BOOK_SUFFIX)
    if arguments.no_password and (arguments.recovery_sheet or arguments.password_file):
        raise AppError(_("不设密码的账簿没有恢复单和密码文件，没有建立。请去掉其中一项。"))
    password = ""
    if arguments.no_password:
        terminal.complain(_("注意：账簿没有密码，拿到这个文件的人都能看到全部党员的个人信息。"))
    else:
        password = asking.new_password(arguments.password_file, path.name)
        passwords.check_password(password)
    current = book.create(path, _facts(arguments), password)
    try:
        terminal.say(_("已建立账簿 {path}。").format(path=path))
        if arguments.recovery_sheet:
            _write_sheet(current, Path(arguments.recovery_sheet))
        elif password:
            terminal.say(
                _("忘记密码就打不开账簿。请在窗口的“更改密码”里打一张恢复单，锁在柜子里。")
            )
    finally:
        book.close(current)
    return 0


def _facts(arguments: Namespace) -> BranchFacts:
    return BranchFacts(
        name=arguments.branch.strip(),
        enterprise=arguments.enterprise.strip(),
        upper=arguments.upper.strip(),
        secretary=arguments.secretary.strip(),
        phone=arguments.phone.strip(),
        fonds_code=arguments.fonds_code.strip(),
    )


def _write_sheet(current: book.Book, target: Path) -> None:
    from app.registers import book as sheet

    try:
        files.write_bytes(target, sheet.recovery_sheet(current))
    except AppError as error:
        raise AppError(
            _("账簿已经建好，但恢复单没有写成：{reason}").format(reason=error.sentence)
        ) from error
    terminal.say(
        _("恢复单：{path}。它等于一把备用钥匙，打印后请锁好并删除这个文件。").format(path=target)
    )
