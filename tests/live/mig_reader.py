"""Reads `.mig` files for the live tests, by LANGUAGE alone: it shares no code with migc, so that what it finds can be
run by hand and compared with what migc's scripts do.

    chain = Chain(folder, version=15, variables={"owner": "app_owner"})
    for revision in chain.order:
        for statement in revision.upgrade: ...
"""

import re
from pathlib import Path

TOKEN = re.compile(r"""
    (?P<space>\s+|--[^\n]*)
  | (?P<comment>/\*)
  | (?P<dollar>\$(?:[A-Za-z_\x80-\U0010ffff][\w\x80-\U0010ffff]*)?\$)
  | (?P<escape>[eE]'(?:[^'\\]|\\.|'')*')
  | (?P<string>(?:[uU]&|[bBxXnN])?'(?:[^']|'')*')
  | (?P<name>(?:[uU]&)?"(?:[^"]|"")*")
  | (?P<variable>\$\{\w+\})
  | (?P<word>[A-Za-z_\x80-\U0010ffff][\w$\x80-\U0010ffff]*)
  | (?P<number>\d[\w.]*)
  | (?P<sign>.)
""", re.VERBOSE | re.DOTALL)


class Token:
    def __init__(self, kind, text, begin):
        self.kind, self.text, self.begin, self.end = kind, text, begin, begin + len(text)

    def __repr__(self):
        return f"{self.kind} {self.text!r}"


def tokens_of(text):
    out, at = [], 0
    while at < len(text):
        found = TOKEN.match(text, at)
        kind, spelling = found.lastgroup, found.group()
        if kind == "comment":
            depth, at = 1, at + 2
            while depth:
                mark = re.compile(r"/\*|\*/").search(text, at)
                depth += 1 if mark.group() == "/*" else -1
                at = mark.end()
            continue
        if kind == "dollar":
            end = text.index(spelling, found.end()) + len(spelling)
            spelling = text[at:end]
        if kind != "space":
            out.append(Token(kind, spelling, at))
        at += len(spelling)
    return out


def string_value(token):
    if token.kind == "dollar":
        tag = token.text.index("$", 1) + 1
        return token.text[tag:-tag]
    return token.text[1:-1].replace("''", "'")


class Assertion:
    def __init__(self, message, query):
        self.message, self.query = message, query


class Reader:
    """One file. Items come out as texts of statements and as Assertions."""

    def __init__(self, path, root, version, variables):
        self.path, self.root, self.version, self.variables = path, root, version, variables
        self.text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        self.tokens = tokens_of(self.text)
        self.at = 0

    def fail(self, message):
        near = self.text[self.tokens[self.at].begin:][:60] if self.at < len(self.tokens) else "the end"
        raise AssertionError(f"{self.path}: {message} near {near!r}")

    def peek(self, *words, ahead=0):
        for offset, word in enumerate(words):
            at = self.at + ahead + offset
            if at >= len(self.tokens) or self.tokens[at].text.lower() != word:
                return False
        return True

    def accept(self, *words):
        if self.peek(*words):
            self.at += len(words)
            return True
        return False

    def expect(self, *words):
        if not self.accept(*words):
            self.fail("expected " + " ".join(words))

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def take_string(self):
        if self.tokens[self.at].kind not in ("string", "dollar"):
            self.fail("expected a string")
        return string_value(self.take())

    def take_ids(self):
        """`ID, ID …;` where an id is a string or a run of touching tokens."""
        out = []
        while True:
            first = self.take()
            if first.kind == "string":
                out.append(string_value(first))
            else:
                end = first.end
                while self.tokens[self.at].begin == end and self.tokens[self.at].text not in (",", ";"):
                    end = self.take().end
                out.append(self.text[first.begin:end])
            if self.accept(";"):
                return out
            self.expect(",")

    # --- items ---

    def items(self, closing="}"):
        """Up to the brace that closes them, or to the end of a file of statements."""
        out = []
        while not (self.at >= len(self.tokens) if closing is None else self.accept(closing)):
            if self.accept(";"):
                continue
            if self.accept("for"):
                out += self.alternatives()
            elif self.accept("include"):
                path = self.take_string()
                self.expect(";")
                out += Reader(self.root / path, self.root, self.version, self.variables).items(None)
            elif self.accept("allow"):
                while self.take().text != ";":
                    pass
            elif self.accept("assert"):
                message = self.take_string()
                out.append(Assertion(message, self.parenthesised()))
                self.expect(";")
            elif self.peek("raw") and self.tokens[self.at + 1].kind == "dollar":
                self.take()
                out.append(self.take_string())
                self.reversal()
            else:
                out.append(self.statement())
        return out

    def alternatives(self):
        taken = False
        while not self.accept("{"):
            dialect = self.take().text.lower()
            fits = dialect == "postgresql"
            sign = ""
            while self.peek("<") or self.peek(">") or self.peek("="):
                sign += self.take().text
            if sign:
                number = int(self.take().text)
                fits = fits and {">=": self.version >= number, ">": self.version > number, "<=": self.version <= number,
                                 "<": self.version < number, "=": self.version == number}[sign]
            taken = taken or fits
            self.accept(",")
        first = self.items()
        second = []
        if self.accept("else"):
            self.expect("{")
            second = self.items()
        return first if taken else second

    def parenthesised(self):
        self.expect("(")
        first, depth = self.tokens[self.at], 1
        while depth:
            token = self.take()
            depth += {"(": 1, ")": -1}.get(token.text, 0)
        return self.spelled(first.begin, token.begin)

    def reversal(self):
        if self.accept("reversed", "by", "nothing") or self.accept("reversed", "by", "rebuild"):
            self.accept(";")
        elif self.accept("reversed", "by", "{"):
            self.items()
            self.accept(";")
        else:
            self.expect(";")

    def statement(self):
        first, last, atomic = self.tokens[self.at], None, 0
        rule = self.peek("create", "rule") or self.peek("create", "or", "replace", "rule")
        while True:
            if self.at >= len(self.tokens):
                self.fail("a statement without end")
            if not atomic:
                if self.peek(";"):
                    break
                if self.peek("reversed", "by") and any(self.peek(word, ahead=2) for word in ("{", "nothing", "rebuild")):
                    break
            if rule and (self.peek("do", "(") or self.peek("instead", "(") or self.peek("also", "(")):
                self.take()
                last = self.parentheses()
                continue
            if self.peek("begin", "atomic"):
                atomic = 1
            elif atomic and self.peek("case"):
                atomic += 1
            elif atomic and self.peek("end"):
                atomic -= 1
            last = self.take()
        self.reversal()
        return self.spelled(first.begin, last.end)

    def parentheses(self):
        """From a parenthesis to the one that closes it, semicolons and all."""
        depth = 0
        while True:
            token = self.take()
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            if depth == 0:
                return token

    def spelled(self, begin, end):
        out = ""
        for token in self.tokens:
            if token.kind == "variable" and begin <= token.begin < end:
                out += self.text[begin:token.begin] + self.variables[token.text[2:-1]]
                begin = token.end
        return out + self.text[begin:end]


class Revision:
    def __init__(self, path, root, version, variables):
        reader = Reader(path, root, version, variables)
        self.path, self.parents, self.depends, self.labels = path, [], [], []
        self.baseline, self.upgrade, self.irreversible = None, [], False
        reader.expect("revision")
        self.id = reader.take_ids()[0]
        while reader.at < len(reader.tokens):
            if reader.accept(";"):
                continue
            if reader.accept("revises", "base", ";"):
                continue
            if reader.accept("revises"):
                self.parents = reader.take_ids()
            elif reader.accept("depends", "on"):
                self.depends = reader.take_ids()
            elif reader.accept("label"):
                self.labels = reader.take_ids()
            elif reader.accept("baseline"):
                self.baseline = root / reader.take_string()
            elif reader.accept("upgrade", "{"):
                self.upgrade = reader.items()
            elif reader.accept("downgrade", "irreversible"):
                self.irreversible = True
                reader.take_string()
            elif reader.accept("downgrade", "{"):
                reader.items()
            else:
                while reader.take().text != ";":
                    pass


class Chain:
    """All revisions below `folder`, and the order in which they may run: a topological one."""

    def __init__(self, folder, version=15, variables=None):
        root = Path(folder)
        found = [Revision(path, root, version, variables or {}) for path in sorted(root.glob("migrations/**/*.mig"))]
        self.revisions = {revision.id: revision for revision in found}
        labels = {label: revision.id for revision in found for label in revision.labels}
        for revision in found:
            revision.depends = [labels.get(name, name) for name in revision.depends]
        self.order = []
        while len(self.order) < len(found):
            ready = [r for r in found if r not in self.order and all(n in self.order for n in self.needs(r))]
            if not ready:
                raise AssertionError(f"{folder}: the revisions need one another in a circle")
            self.order.append(ready[0])

    def needs(self, revision):
        return [self.revisions[name] for name in revision.parents + revision.depends]

    def rows(self, applied):
        """The version rows of a database on which these have run."""
        covered = {name for revision in applied for name in revision.parents + revision.depends}
        return sorted(revision.id for revision in applied if revision.id not in covered)
