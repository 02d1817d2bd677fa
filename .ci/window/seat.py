"""A person before the real window: keys go in through the X server, words come out as a screen reader hears them.

The counterpart of tests/window/seat.rs, for the program as it is shipped. Whatever is waited for is a state
that can be heard, never a span of time, so that a slow machine only takes longer.
"""

import os
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

# Longer than anything takes on a machine that is ten times slower than an office laptop.
PATIENCE = 60.0
# A key that changes nothing that can be heard is taken as done after this long.
UNHEARD = 0.7
TEXT = {Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT, Atspi.Role.TEXT}
STATES = (Atspi.StateType.FOCUSED, Atspi.StateType.CHECKED, Atspi.StateType.SELECTED, Atspi.StateType.PRESSED)


class Lost(Exception):
    """The window is not what it should be by now."""


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


class Seat:
    """The window, opened with these arguments; `pinyin` says that an input method turns letters into Chinese."""

    def __init__(self, binary, *arguments, log):
        self.log = log
        with open(log, "w", encoding="utf-8") as out:
            self.process = subprocess.Popen([binary, *arguments], stdout=out, stderr=out)
        self.keys = 0
        self.heard = None
        self.ear = Atspi.EventListener.new(self._hear)
        self.ear.register("object:state-changed:focused")
        self.id = self.until(self._find_window, "a window")
        run("xdotool", "windowactivate", "--sync", self.id)
        self.until(self._application, "a tree for screen readers")
        self.settle()

    def _hear(self, event):
        if event.detail1:
            self.heard = event.source

    def _find_window(self):
        found = subprocess.run(
            ["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--class", "binggong"],
            capture_output=True, text=True, check=False,
        )
        return found.stdout.split()[0] if found.stdout.strip() else None

    def _application(self):
        desk = Atspi.get_desktop(0)
        for i in range(desk.get_child_count()):
            one = desk.get_child_at_index(i)
            if one and one.get_process_id() == self.process.pid and one.get_child_count() > 0:
                return one
        return None

    # What is on the screen.

    def nodes(self):
        """Every control and label, in order: role, name, text, states."""
        for _ in range(20):
            try:
                app = self._application()
                return list(self._walk(app)) if app else []
            except GLib.Error:
                # The screen changed while it was being read.
                time.sleep(0.02)
        raise Lost("the screen does not come to rest")

    def _walk(self, node):
        if node is None:
            return
        role, states = node.get_role(), node.get_state_set()
        text = Atspi.Text.get_text(node, 0, -1) if role in TEXT else ""
        yield role, node.get_name(), text, tuple(states.contains(one) for one in STATES)
        for i in range(node.get_child_count()):
            yield from self._walk(node.get_child_at_index(i))

    def words(self):
        return [text or name for _, name, text, _ in self.nodes() if text or name]

    def focused(self):
        """Name and text of what has the keyboard."""
        for _, name, text, states in self.nodes():
            if states[0]:
                return name, text
        return "", ""

    def sees(self, words):
        return words in self.words()

    def reads(self, words):
        return any(words in one for one in self.words())

    # Waiting.

    def until(self, found, what):
        """Waits until `found` gives something, and gives that."""
        begun = time.monotonic()
        while not (value := found()):
            if self.process.poll() is not None:
                with open(self.log, encoding="utf-8") as log:
                    raise Lost(f"waiting for {what}, the window ended: {log.read()}")
            if time.monotonic() - begun > PATIENCE:
                raise Lost(f"no {what}; on the screen: {self.words()}; keyboard at {self.focused()}")
            time.sleep(0.02)
        return value

    def wait_for(self, words):
        self.until(lambda: self.reads(words), f"“{words}”")

    def settle(self):
        """Waits until the screen stays as it is."""
        before = None
        while before != (now := self.nodes()):
            before = now
            time.sleep(0.03)
        return now

    # What a person does.

    def press(self, *keys):
        """Presses one key after the other, each when the one before has had its effect."""
        for key in keys:
            self.strikes(key)

    def strikes(self, *keys):
        """Presses keys as fast as a quick hand, and waits until they have had their effect."""
        before = self.nodes()
        self.keys += len(keys)
        run("xdotool", "key", "--delay", "40", *keys)
        begun = time.monotonic()
        while self.nodes() == before and time.monotonic() - begun < UNHEARD:
            time.sleep(0.02)
        self.settle()

    def types(self, text):
        """Types on a keyboard that has no Chinese keys."""
        self.keys += len(text)
        wanted = self.focused()[1] + text
        run("xdotool", "type", "--delay", "40", text)
        self.until(lambda: self.focused()[1] == wanted, f"typed “{wanted}”")

    def composes(self, *words):
        """Types the pinyin of words, each with a space that takes the first candidate: fcitx5 commits Chinese."""
        for pinyin, chinese in words:
            self.keys += len(pinyin) + 1
            wanted = self.focused()[1] + chinese
            run("xdotool", "type", "--delay", "40", pinyin)
            run("xdotool", "key", "space")
            self.until(lambda: self.focused()[1] == wanted, f"composed “{wanted}”")

    def pastes(self, text):
        self.keys += 1
        # It stays to serve the selection: nobody may wait for the end of its output.
        subprocess.run(
            ["xclip", "-selection", "clipboard"], input=text, text=True, check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        run("xdotool", "key", "ctrl+v")
        self.until(lambda: self.focused()[1].endswith(text[-8:]) or "•" in self.focused()[1], f"pasted “{text}”")

    def tab_to(self, name):
        """Tab until the control with this name has the keyboard."""
        at = self.focused()[0]
        for _ in range(80):
            if at == name:
                # What was heard may be of a Tab before the last one.
                self.settle()
                at = self.focused()[0]
                if at == name:
                    return
            self.heard = None
            self.keys += 1
            run("xdotool", "key", "Tab")
            begun = time.monotonic()
            while self.heard is None and time.monotonic() - begun < UNHEARD:
                GLib.MainContext.default().iteration(False)
                time.sleep(0.005)
            at = self.heard.get_name() if self.heard else self.focused()[0]
        raise Lost(f"Tab does not come to “{name}”; on the screen: {self.words()}")

    def fills(self, name, text):
        self.tab_to(name)
        self.pastes(text)

    # How it ends.

    def close(self):
        run("xdotool", "key", "alt+F4")
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired as error:
            raise Lost("the window does not close") from error
        if self.process.returncode != 0:
            raise Lost(f"the window ended with {self.process.returncode}")

    def kill(self):
        """As a power cut would."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def picture(self, path):
        subprocess.run(["import", "-window", "root", path], check=False)
