"""Whether an emitted script is well-formed, read from its text alone with a lexer of its own: the settings of psql come
first, the guards stand before any work, every transaction sets what it must, locks, asks the version rows before the
first statement of an author and again before COMMIT, every question of a script with several segments has both its arms,
and outside of transactions stands nothing but what may not run in one.

    check(script)    raises Malformed with the line"""

import re

PROLOGUE = ["\\set ON_ERROR_STOP on", "\\set ON_ERROR_ROLLBACK off", "\\set AUTOCOMMIT on", "\\set SINGLELINE off"]
SESSION = ["SET client_encoding = 'UTF8'", "SET standard_conforming_strings = on", "SET search_path = pg_catalog"]
TIMEOUTS = ["lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"]
ALONE = re.compile(r"create (unique )?index concurrently |drop index concurrently |"
                   r"alter table .* detach partition .* (concurrently|finalize)$", re.IGNORECASE)
OWN = re.compile(r"(DO \$migc|SET |RESET |SELECT CASE )")


class Malformed(Exception):
    pass


def tokens(script):
    """(kind, text, line): `meta` lines outside quotes, `statement` with what stands before its `;`."""
    at, start, line = 0, 0, 1
    while at < len(script):
        char = script[at]
        blank = not script[start:at].strip()
        if blank and char == "\\" or script.startswith("\n\\gset\n", at):
            at += char == "\n"
            end = script.index("\n", at)
            if script[start:at].strip():
                yield "statement", script[start:at].strip(), script.count("\n", 0, start) + 1
            yield "meta", script[at:end], script.count("\n", 0, at) + 1
            at = start = end + 1
        elif script.startswith("--", at):
            end = script.find("\n", at)
            end = len(script) if end < 0 else end
            if blank:
                start = end
            at = end
        elif script.startswith("/*", at):
            depth, at = 1, at + 2
            while depth:
                found = re.compile(r"/\*|\*/").search(script, at)
                depth, at = depth + (1 if found.group() == "/*" else -1), found.end()
        elif char in "'\"":
            at = end_of_quote(script, at, char == "'" and at > 0 and script[at - 1] in "eE" and
                              not (at > 1 and (script[at - 2].isalnum() or script[at - 2] == "_")))
        elif char == "$" and (tag := re.compile(r"\$(?:[^\W\d]\w*)?\$").match(script, at)) and not (
                at > 0 and (script[at - 1].isalnum() or script[at - 1] in "_$")):
            end = script.find(tag.group(), tag.end())
            if end < 0:
                raise Malformed(f"line {script.count(chr(10), 0, at) + 1}: {tag.group()} is not closed")
            at = end + len(tag.group())
        elif char == ";":
            yield "statement", script[start:at].strip(), script.count("\n", 0, start) + line
            at = start = at + 1
        else:
            at += 1
    if script[start:].strip():
        raise Malformed(f"text behind the last statement: {script[start:].strip()[:60]}")


def end_of_quote(script, at, escapes):
    quote = script[at]
    at += 1
    while script[at] != quote:
        at += 2 if escapes and script[at] == "\\" else 1
    return at + 1


class Checker:
    def __init__(self, script):
        self.items = joined_bodies(list(tokens(script)))
        self.at = 0
        self.session_lock = False
        self.depth = []

    def fail(self, what):
        line = self.items[min(self.at, len(self.items) - 1)][2]
        raise Malformed(f"line {line}: {what}")

    def need(self, condition, what):
        if not condition:
            self.fail(what)

    def check(self):
        metas = [text for kind, text, _ in self.items[:len(PROLOGUE)]]
        self.need(metas == PROLOGUE, f"the script begins with {metas}")
        self.at = len(PROLOGUE)
        for setting in SESSION:
            self.need(self.items[self.at][1] == setting, f"`{setting}` is missing")
            self.at += 1
        for code in ("MG001", "MG002", "MG003"):
            self.need(f"ERRCODE = '{code}'" in self.items[self.at][1], f"the guard {code} is missing")
            self.at += 1
        while self.at < len(self.items):
            self.outside()
        self.need(not self.depth, "an \\if is not closed")
        self.need(self.items[-1][0] == "meta" and self.items[-1][1].startswith("\\echo migc: "), "no last line")

    def outside(self):
        kind, text, _ = self.items[self.at]
        if kind == "meta":
            self.meta(text)
        elif text.startswith("BEGIN "):
            self.transaction()
            return
        elif ALONE.match(text):
            self.alone()
            return
        else:
            self.need(OWN.match(text), f"outside of transactions: {text[:60]}")
            self.session_lock = self.session_lock or "pg_try_advisory_lock" in text
        self.at += 1

    def meta(self, text):
        word = text.split()[0]
        if word == "\\if":
            self.depth.append(text)
            if text == "\\if :{?migc_do}":
                self.need(self.items[self.at - 1][1] == "\\gset" and self.items[self.at + 1][1] == "\\if :migc_do" and
                          "AS migc_do" in self.items[self.at - 2][1] and self.items[self.at - 3][1] == "\\unset migc_do",
                          "a question that may skip silently")
        elif word == "\\else":
            self.need(self.depth, "\\else without \\if")
            if self.depth[-1].startswith("\\if :{?"):
                self.need(re.search(r"ERRCODE = 'MG0(30|16)'", self.items[self.at + 1][1]), "a question without an "
                          "answer goes on")
                self.depth[-1] = "\\if answered"
        elif word == "\\elif":
            self.need(self.depth, "\\elif without \\if")
        elif word == "\\endif":
            self.need(self.depth, "\\endif without \\if")
            self.need(not self.depth[-1].startswith("\\if :{?"), "a question without an answer is passed by")
            self.depth.pop()
        elif word == "\\echo":
            self.need(re.fullmatch(r"\\echo migc: [\w .,:~-]+", text), f"{text}")
        else:
            self.need(word in ("\\gset", "\\unset"), f"{text}")

    def alone(self):
        """A statement outside of transactions: asked for, in the session that began, with nothing cut short."""
        self.need(self.session_lock, "a statement outside of transactions, without a lock of the session")
        self.need("\\if :migc_do" in self.depth, "a statement outside of transactions that nobody asked for")
        asked = max(n for n in range(self.at) if self.items[n][1] == "\\if :migc_do")
        before = [text for _, text, _ in self.items[asked:self.at]]
        self.need("SET lock_timeout = 0" in before and "SET statement_timeout = 0" in before, "timeouts are not set")
        self.need(any("'MG031'" in text for text in before), "the session is not checked")
        self.need(any(text.startswith("SET search_path = ") for text in before), "the search path is not set")
        builds = self.items[self.at][1].lower().startswith("create")
        if builds:
            self.need(before[-1].startswith("DROP INDEX CONCURRENTLY IF EXISTS "), "a leftover is not cleared")
        self.at += 1
        if ALONE.match(self.items[self.at][1]):
            return
        while not self.items[self.at][1].startswith("BEGIN "):
            kind, text, _ = self.items[self.at]
            if kind == "meta":
                self.meta(text)
            else:
                self.need(text in ("RESET ROLE", "SET search_path = pg_catalog") or "'MG030'" in text or ALONE.match(text),
                          "work before its BEGIN")
            self.at += 1
        end = self.at + next(n for n, item in enumerate(self.items[self.at:]) if item[1] == "COMMIT")
        if builds:
            self.need(any("indisvalid" in text for _, text, _ in self.items[self.at:end]), "validity is not checked")

    def transaction(self):
        self.need(self.items[self.at][1] == "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", "another BEGIN")
        self.at += 1
        seen, locked, asked, last, begun = [], False, False, "", len(self.depth)
        while True:
            self.need(self.at < len(self.items), "a transaction is not committed")
            kind, text, _ = self.items[self.at]
            if text == "COMMIT":
                break
            self.need(not re.match(r"(begin|start transaction|rollback|end|abort|savepoint|commit)\b", text, re.IGNORECASE),
                      f"inside a transaction: {text[:40]}")
            if kind == "meta":
                self.meta(text)
            elif text.startswith("SET LOCAL "):
                seen.append(text.split()[2])
            elif text.startswith("DO $migc"):
                locked = locked or "LOCK TABLE" in text and "SHARE ROW EXCLUSIVE" in text
                asked = asked or any(f"'{code}'" in text for code in ("MG008", "MG010", "MG011"))
                last = text
            elif not (text.startswith("SELECT CASE ") or text.startswith("SET LOCAL")):
                self.need(locked and asked, f"before the version rows are locked and asked: {text[:60]}")
            self.at += 1
        self.need(all(name in seen for name in TIMEOUTS) and "search_path" in seen, "a setting is missing")
        self.need(len(self.depth) == begun, "an \\if crosses the end of a transaction")
        self.need(asked and ("'MG014'" in last or "migc.session" in last or "migc.done" in last or
                             self.items[self.at - 1][0] == "meta"), "the version rows are not asked at the end")
        self.at += 1


def joined_bodies(items):
    """`begin atomic … end` holds `;` of its own."""
    out = []
    for kind, text, line in items:
        if out and out[-1][0] == "statement" and kind == "statement" and open_body(out[-1][1]):
            out[-1] = (kind, out[-1][1] + ";\n" + text, out[-1][2])
        else:
            out.append((kind, text, line))
    return out


def open_body(text):
    words = re.findall(r"\w+|\(|\)", re.sub(r"'[^']*'|--[^\n]*", " ", text.lower()))
    if "create" not in words[:3] or ("function" not in words[:5] and "procedure" not in words[:5] and "rule" not in words[:5]):
        return False
    if text.count("(") > text.count(")"):
        return True
    depth = 0
    for at, word in enumerate(words):
        if word == "atomic" and words[at - 1] == "begin":
            depth = 1
        elif depth and word == "case":
            depth += 1
        elif depth and word == "end":
            depth -= 1
    return depth > 0


def check(script):
    Checker(script).check()
