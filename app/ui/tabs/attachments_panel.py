"""附件: the files beside a record as a short list; they open, go out, and are filed elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import attachments, book
from app.services.attachments import Kept, New
from app.ui import errors
from app.ui.jobs import run_job
from app.ui.saving import save_as
from app.ui.tabs.attach_dialog import AttachDialog, RefileDialog
from app.ui.tabs.picture_dialog import PictureDialog
from app.ui.widgets.buttons import link_button, quiet_button
from app.ui.widgets.labels import clear, label, order_inside
from app.ui.widgets.timeline import PressedLabel

_SHOWN = 4
_MORE = 26
_PICTURES = "*.jpg *.jpeg *.png *.bmp *.webp"


class AttachmentsPanel(QWidget):
    """The files of one record (``member`` 12). ``done`` says what was changed in the book."""

    done = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._owner, self._owner_id = "", 0
        self._writable = False
        self._whole = False
        self._title = label("", "heading")
        self.add_button = link_button(_("添加…"), self.choose_files)
        self.add_button.setAccessibleName(_("添加附件"))
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.add_button)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(self._list)

    def show_files(self, owner: str, owner_id: int, *, writable: bool) -> None:
        """Show the files of a record; another one begins with a short list again."""
        if (owner, owner_id) != (self._owner, self._owner_id):
            self._whole = False
        self._owner, self._owner_id, self._writable = owner, owner_id, writable
        self._load()

    def _load(self) -> None:
        clear(self._list)
        kept = attachments.of(self._owner, self._owner_id)
        self.add_button.setVisible(self._writable)
        self._title.setText(_("附件 {count}").format(count=len(kept)) if kept else _("附件"))
        shown = kept if self._whole or len(kept) <= _SHOWN + 1 else kept[:_SHOWN]
        pressed: list[QWidget] = [self.add_button]
        for one in shown:
            pressed += self._add_line(one)
        if len(shown) < len(kept):
            words = _("另外 {count} 个…").format(count=len(kept) - len(shown))
            pressed.append(self._add_link(words, self._show_whole))
        if not kept and self._writable:
            self._list.addWidget(label(_("把扫描件或照片拖到这里"), "caption"))
        trashed = attachments.of(self._owner, self._owner_id, trashed=True)
        if trashed and self._writable and (self._whole or not kept):
            words = _("回收站里有 {count} 个…").format(count=len(trashed))
            pressed.append(self._add_link(words, partial(self._show_trash, trashed)))
        order_inside(self, pressed)

    def _add_line(self, one: Kept) -> list[QWidget]:
        year = f"{one.year} " if one.year else ""
        words = PressedLabel(f"{_(one.title)}　{year}{Path(one.name).stem}")
        words.setToolTip(
            _("{name}，{size}，{day} 添加").format(
                name=one.name, size=attachments.size_text(one.byte_size), day=one.added_on
            )
        )
        words.setAccessibleName(_("打开附件 {name}").format(name=one.name))
        words.pressed.connect(partial(self.open, one))
        more = quiet_button("", None, "more")
        more.setFixedWidth(_MORE)
        more.setToolTip(_("更多"))
        more.setAccessibleName(_("附件 {name} 的更多操作").format(name=one.name))
        more.setMenu(self._menu(one, more))
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(words, 1)
        line.addWidget(more)
        self._list.addLayout(line)
        return [words, more]

    def _menu(self, one: Kept, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        entries: list[tuple[str, Callable[[Kept], None]]] = [
            (_("打开"), self.open),
            (_("另存为…"), self.save),
        ]
        if self._writable:
            entries += [(_("修改归类…"), self._refile), (_("移到回收站"), self.trash)]
        for words, action in entries:
            menu.addAction(words).triggered.connect(partial(_call, action, one))
        return menu

    def _add_link(self, words: str, action: Callable[[], None]) -> QWidget:
        link = link_button(words, action)
        line = QHBoxLayout()
        line.addWidget(link)
        line.addStretch(1)
        self._list.addLayout(line)
        return link

    def _show_whole(self) -> None:
        self._whole = True
        self._load()

    def _show_trash(self, trashed: Sequence[Kept]) -> None:
        menu = QMenu(self)
        for one in trashed:
            words = _("取回 {name}").format(name=one.name)
            menu.addAction(words).triggered.connect(partial(_call, self._restore, one))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    # -- looking and taking out --------------------------------------------------------------------

    def open(self, one: Kept) -> None:
        """Show a picture or a PDF; another file is saved where the user wants it."""
        try:
            content = attachments.content(one.id)
            if one.media == "image/jpeg":
                PictureDialog(self, one.name, content, partial(self.save, one)).run()
                return
        except AppError as error:
            errors.show_error(self, error)
            return
        if one.media == "application/pdf":
            from app.ui.preview import show_preview

            show_preview(self, one.name, content, one.name)
            return
        self.save(one)

    def save(self, one: Kept) -> None:
        """Write a file out of the book, where the user wants it."""
        ending = Path(one.name).suffix
        save_as(
            self,
            _("另存附件"),
            one.name,
            _("文件 (*{ending})").format(ending=ending) if ending else _("所有文件 (*)"),
            partial(attachments.content, one.id),
        )

    # -- changing ----------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for files, then for what they are."""
        names, _kind = QFileDialog.getOpenFileNames(self, _("选择附件"), _documents())
        self.add_files([Path(name) for name in names])

    def choose_photo(self) -> None:
        """Ask for a picture and keep it as the photograph."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("选择照片"), _documents(), _("图片 ({patterns})").format(patterns=_PICTURES)
        )
        if name:
            self.add_photo(Path(name))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Ask what these files are, and put them into the book."""
        if not paths or not self._writable:
            return
        dialog = AttachDialog(self, paths)
        if dialog.run() and dialog.wanted:
            self._add(dialog.wanted)

    def add_photo(self, path: Path) -> None:
        """Put a picture into the book as the photograph."""
        if self._writable:
            _kind, year = attachments.guess(path.name, date.today())
            self._add([New(path, "photo", year)])

    def _add(self, wanted: Sequence[New]) -> None:
        owner, owner_id = self._owner, self._owner_id
        run_job(
            self,
            _("正在添加附件"),
            lambda: book.connected(lambda: attachments.add_all(owner, owner_id, wanted)),
            lambda left_out: self._added(wanted, left_out),
        )

    def _added(self, wanted: Sequence[New], left_out: Sequence[str]) -> None:
        count = len(wanted) - len(left_out)
        if count:
            photo = count == 1 and wanted[0].kind == "photo"
            self.done.emit(
                _("已保存照片。") if photo else _("已添加 {count} 个附件。").format(count=count)
            )
        if left_out:
            errors.show_error(self, AppError("\n".join(left_out)))

    def _refile(self, one: Kept) -> None:
        dialog = RefileDialog(self, one)
        if dialog.run():
            self.done.emit(dialog.done_text)

    def trash(self, one: Kept) -> None:
        """Put a file into the trash."""
        self._do(attachments.trash, one, _("已移到回收站：{name}"))

    def _restore(self, one: Kept) -> None:
        self._do(attachments.restore, one, _("已取回：{name}"))

    def _do(self, change: Callable[[Kept], None], one: Kept, words: str) -> None:
        try:
            change(one)
        except AppError as error:
            errors.show_error(self, error)
            return
        self.done.emit(words.format(name=one.name))


def _call(action: Callable[[Kept], None], one: Kept, *_checked: object) -> None:
    # Qt hands over whether the entry is checked, which nobody wants
    action(one)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
