from __future__ import annotations

import os
from pathlib import Path

import pytest

from app import paths

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the cases are written for Unix paths")

MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /mnt/nas/usb vfat rw 0 0
nas:/books /mnt/nas nfs4 rw 0 0
//srv/share /mnt/our\040share cifs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/fuse /mnt/ntfs fuseblk rw 0 0
broken
""".lstrip()


@pytest.fixture
def mounts(monkeypatch: pytest.MonkeyPatch) -> None:
    read_text, exists = Path.read_text, Path.exists

    def reading(path, *args, **kwargs):
        return MOUNTS if str(path) == "/proc/mounts" else read_text(path, *args, **kwargs)

    monkeypatch.setattr(Path, "read_text", reading)
    monkeypatch.setattr(Path, "exists", lambda path: str(path) == "/proc/mounts" or exists(path))


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("/home/li/支部.zbtz", ""),
        ("/home/li/OneDrive/支部.zbtz", "OneDrive"),
        ("/home/li/OneDrive - 公司/支部.zbtz", "OneDrive - 公司"),
        ("/home/li/onedrive-work/a/b/支部.zbtz", "onedrive-work"),
        ("/home/li/Dropbox/支部.zbtz", "Dropbox"),
        ("/home/li/坚果云/支部.zbtz", "坚果云"),
        ("/home/li/我的坚果云/支部.zbtz", "我的坚果云"),
        ("/home/li/Nutstore Files/支部.zbtz", "Nutstore Files"),
        ("/home/li/BaiduSyncdisk/支部.zbtz", "BaiduSyncdisk"),
        ("/home/li/百度网盘 同步/支部.zbtz", "百度网盘 同步"),
        ("/home/li/WPS Cloud Files/支部.zbtz", "WPS Cloud Files"),
        ("/home/li/iCloudDrive/支部.zbtz", "iCloudDrive"),
        ("/Users/li/Library/Mobile Documents/com~apple~CloudDocs/a.zbtz", "com~apple~CloudDocs"),
        ("/home/li/Google Drive/支部.zbtz", "Google Drive"),
        ("/home/li/Syncthing", "Syncthing"),
        # names that only look like it
        ("/home/li/onedrive笔记.zbtz", ""),
        ("/home/li/OneDrive - 备份.zbtz", ""),
        ("/home/li/dropboxes/支部.zbtz", ""),
        ("/home/li/我的坚果云笔记/支部.zbtz", ""),
        # the network
        ("//server/share/支部.zbtz", "//"),
        ("/mnt/nas/支部.zbtz", "nfs4"),
        ("/mnt/nas", "nfs4"),
        ("/mnt/nas2/支部.zbtz", ""),
        ("/mnt/nas/usb/支部.zbtz", ""),
        ("/mnt/our share/支部.zbtz", "cifs"),
        ("/run/user/1000/gvfs/smb-share/支部.zbtz", "fuse.gvfsd-fuse"),
        ("/mnt/ntfs/支部.zbtz", ""),
    ],
)
@pytest.mark.usefixtures("mounts")
def test_what_would_rewrite_a_book(place, found):
    assert paths.synchronised_by(Path(place)) == found


def test_where_there_is_no_list_of_mounts(monkeypatch):
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    assert paths.synchronised_by(Path("/mnt/nas/支部.zbtz")) == ""


def test_the_users_folders_are_three_and_can_be_moved(home):
    folders = [paths.data_dir(), paths.config_dir(), paths.log_dir()]
    assert [folder.parent for folder in folders] == [home] * 3
    assert len(set(folders)) == 3


def test_the_users_folders_without_the_variable(monkeypatch):
    monkeypatch.delenv("BRANCH_LEDGER_HOME")
    for folder in (paths.data_dir(), paths.config_dir(), paths.log_dir()):
        assert folder.is_absolute()
        assert paths.APP_NAME in folder.parts


def test_the_resources_are_there():
    assert (paths.RESOURCES / "fonts" / "NotoSerifSC-Regular.ttf").is_file()
