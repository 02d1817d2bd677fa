"""What a desktop brings along: an input method for Chinese, and the bus on which screen readers listen.

Runs on a private message bus that starts nothing by itself, so that nothing of the machine's own desktop (its
dialogs, its settings, its dictionary) takes part.
"""

import os
import subprocess
import time

from gi.repository import Gio, GLib

# Pinyin is the only input method of the group: it is on from the first key, no trigger is needed.
PROFILE = """\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


class Desktop:
    """Input method and screen readers' bus, with everything of theirs in one folder."""

    def __init__(self, home):
        self.children = []
        config = os.path.join(home, "config", "fcitx5")
        os.makedirs(config)
        with open(os.path.join(config, "profile"), "w", encoding="utf-8") as profile:
            profile.write(PROFILE)
        runtime = os.path.join(home, "run")
        os.makedirs(runtime, mode=0o700)
        os.environ.update(
            HOME=home, LC_ALL="C.UTF-8", XMODIFIERS="@im=fcitx", XDG_RUNTIME_DIR=runtime,
            XDG_CONFIG_HOME=os.path.join(home, "config"), XDG_DATA_HOME=os.path.join(home, "data"),
            XDG_CACHE_HOME=os.path.join(home, "cache"),
        )
        self._begin(home, "fcitx5", "--disable", "wayland,kimpanel,notificationitem,notifications")
        self._owned("org.fcitx.Fcitx5")
        launcher = next(one for one in LAUNCHERS if os.path.exists(one))
        self._begin(home, launcher, "--launch-immediately", "--a11y=1", "--screen-reader=1")
        self._owned("org.a11y.Bus")

    def _begin(self, home, *command):
        name = os.path.basename(command[0])
        with open(os.path.join(home, f"{name}.log"), "w", encoding="utf-8") as log:
            self.children.append(subprocess.Popen(command, stdout=log, stderr=log))

    def _owned(self, name):
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        for _ in range(300):
            asked = GLib.Variant("(s)", (name,))
            answer = bus.call_sync(
                "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                asked, GLib.VariantType("(b)"), Gio.DBusCallFlags.NONE, -1, None,
            )
            if answer.unpack()[0]:
                return
            time.sleep(0.1)
        raise RuntimeError(f"{name} did not start")

    def end(self):
        for child in self.children:
            child.terminate()
