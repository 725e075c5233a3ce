from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.v4l2.fake_kernel import FakeDevice, FakeKernel
from vcam.v4l2.holders import Holder, holders, name_list, own_opens
from vcam.v4l2.hotplug import CameraListWatch
from vcam.v4l2.inotify import CLOSE, OPEN, Inotify
from vcam.v4l2.nodes import SystemTree, list_nodes


def test_nodes_by_number_with_names_and_links(kernel: FakeKernel) -> None:
    kernel.add(10, "LowLight Cam", FakeDevice(), virtual=True)
    node = kernel.add(2, "Webcam", FakeDevice())
    link = kernel.tree.dev / "v4l" / "by-id" / "usb-webcam-index0"
    link.parent.mkdir(parents=True)
    link.symlink_to(node)
    (kernel.tree.sysfs / "v4l-subdev0").mkdir()
    nodes = list_nodes(kernel.tree)
    assert [(node.index, node.name, node.virtual) for node in nodes] == [
        (2, "Webcam", False),
        (10, "LowLight Cam", True),
    ]
    assert nodes[0].links == (link,)


def test_a_node_that_vanishes_is_left_out(kernel: FakeKernel) -> None:
    kernel.add(0, "Webcam", FakeDevice()).unlink()
    assert list_nodes(kernel.tree) == ()


def test_a_machine_without_v4l2_has_no_nodes(tmp_path: Path) -> None:
    assert list_nodes(SystemTree(tmp_path / "none", tmp_path / "none")) == ()


def test_holders_are_other_processes_by_number(kernel: FakeKernel) -> None:
    node = kernel.add(0, "Webcam", FakeDevice())
    kernel.add_process(812, "zoom", node, node)
    kernel.add_process(99, "ffmpeg", Path("/dev/null"), node)
    kernel.add_process(7, "init", Path("/dev/null"))
    kernel.add_process(os.getpid(), "we", node)
    found = holders(node, proc=kernel.tree.proc)
    assert found == (Holder(99, "ffmpeg"), Holder(812, "zoom", 2))
    assert name_list(found) == "ffmpeg (process 99) and zoom (process 812)"


def test_a_process_that_hides_its_files_is_not_seen(kernel: FakeKernel) -> None:
    node = kernel.add(0, "Webcam", FakeDevice())
    (kernel.tree.proc / "5").mkdir()
    assert holders(node, proc=kernel.tree.proc) == ()


def test_own_opens(tmp_path: Path) -> None:
    node = tmp_path / "video0"
    node.touch()
    assert own_opens(node) == 0
    with node.open(), node.open():
        assert own_opens(node) == 2


def test_inotify_tells_of_opens_and_closes(tmp_path: Path) -> None:
    node = tmp_path / "video0"
    node.touch()
    watch = Inotify(node, OPEN | CLOSE)
    assert list(watch.read()) == []
    with node.open():
        assert [notice.mask for notice in watch.read()] == [OPEN]
    assert [bool(notice.mask & CLOSE) for notice in watch.read()] == [True]
    watch.close()
    watch.close()


def test_inotify_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="none"):
        Inotify(tmp_path / "none", OPEN)


def test_the_list_of_cameras_changes_with_video_nodes_only(tmp_path: Path) -> None:
    watch = CameraListWatch(tmp_path)
    (tmp_path / "tty9").touch()
    assert not watch.changed()
    (tmp_path / "video3").touch()
    assert watch.changed()
    assert not watch.changed()
    (tmp_path / "video3").chmod(0o600)
    assert watch.changed()
    (tmp_path / "video3").unlink()
    assert watch.changed()
    watch.close()
