#include "hostile.hpp"

#include <array>

namespace hostile {

namespace {

constexpr std::array readable_pieces = {
    "\n",
    "\n\\! touch canary\n",
    "\\! touch canary",
    "`touch canary`",
    "\\echo `touch canary`",
    "\\gexec",
    "\\g |touch canary",
    "\\o |touch canary",
    "\\copy t from program 'touch canary'",
    "\\i /dev/null",
    "\\q",
    "\\\\",
    "\\",
    "\\'",
    "\\;",
    "\\:",
    ":x",
    ":'x'",
    ":\"x\"",
    ":{?x}",
    "[1:x]",
    "::",
    ":=",
    "$$",
    "$migc$",
    "$migc1$",
    "$query$",
    "$query1$",
    "$x$",
    "$1",
    "${x}",
    "'",
    "''",
    "\"",
    "E'",
    "U&'",
    "--",
    "-- ",
    "/*",
    "*/",
    ";",
    ";\n",
    "COMMIT;",
    "\nCOMMIT;\n",
    "BEGIN;",
    "ROLLBACK;",
    "DROP SCHEMA public CASCADE;",
    "END;",
    "begin atomic",
    "case",
    "%",
    "%s",
    "%1$s",
    "(",
    ")",
    "[",
    "{",
    "}",
    "\t",
    "a",
    "B c",
    "0",
    "\xC3\xA9",
    "\xF0\x9F\x98\x80",
    "\xC2\xA0",
    "migc: done",
    "\\set ON_ERROR_STOP off",
    "\\if false",
    "\\endif",
    "DO $migc$",
    "\xC2\xAD",
};

constexpr std::array<std::string_view, 18> unreadable_pieces = {
    "\r",           "\r\n",         "\v",           "\f",           "\x1B[2J",      "\x7F",
    "\b",           "\x01",         "\xC2\x85",     "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAE",
    "\xE2\x81\xA6", "\xE2\x80\x8F", "\xEF\xBB\xBF", "\xFF",         "\xC3",         "\xED\xA0\x80",
};

std::string doubled(std::string_view text, char quote) {
    std::string out(1, quote);
    for (char const c : text) {
        out += c;
        if (c == quote) out += c;
    }
    return out + quote;
}

std::string escaped(std::string_view text) {
    std::string out = "E'";
    for (char const c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

std::string dollar(std::string_view text, Source& source) {
    std::string tag = "$t";
    while (text.find(tag) != text.npos || source.one_in(4)) tag += static_cast<char>('a' + source.below(26));
    // A text that ends in a part of the tag would end the quote early.
    return tag + "$" + std::string(text) + (text.ends_with('$') ? " " : "") + tag + "$";
}

// What the two ends of a comment would act on is taken apart.
std::string in_comment(std::string text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        if ((text[i] == '*' && text[i + 1] == '/') || (text[i] == '/' && text[i + 1] == '*')) text[i + 1] = '+';
    return text;
}

std::string one_line(std::string text) {
    for (auto& c : text)
        if (c == '\n' || c == '\r') c = ' ';
    return text;
}

// A revision's id holds none of these (grammar: "in an id").
std::string id(Source& source, bool readable) {
    if (source.one_in(2)) return "r" + std::to_string(source.below(100000));
    std::string out;
    for (char const c : source.line(readable))
        if (std::string_view("@+-:~,'`\"\\ \t").find(c) == std::string_view::npos && out.size() < 20) out += c;
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0x80) != 0) out.pop_back();
    return out.empty() ? "r1" : out;
}

class Writer {
public:
    Writer(Source& source, bool readable) : source_(source), readable_(readable) {}

    std::string value(std::string_view text) {
        switch (source_.below(3)) {
        case 0: return escaped(text);
        case 1: return text.ends_with('$') ? doubled(text, '\'') : dollar(text, source_);
        default: return doubled(text, '\'');
        }
    }
    std::string value() { return value(source_.text(readable_)); }
    // Different each time, so that statements do not meet.
    std::string name() { return identifier("n" + std::to_string(++names_) + source_.text(readable_)); }
    std::string comment() {
        auto const text = source_.text(readable_);
        return source_.one_in(2) ? "/* " + in_comment(text) + " */" : "-- " + one_line(text) + "\n";
    }
    std::string space() { return source_.one_in(4) ? " " + comment() : " "; }

    std::string statement() {
        switch (source_.below(13)) {
        case 0: return "create table " + name() + " (" + name() + " text default " + value() + ")";
        case 1: return "create view " + name() + " as select" + space() + value() + "::text as " + name();
        case 2: return "create type " + name() + " as enum (" + literal(label()) + ")";
        case 3:
            return "create function " + name() + "() returns text language sql as " +
                   value("select " + literal(source_.text(readable_)) + "::text");
        case 4:
            return "insert into " + table_ + " select" + space() +
                   "(array[1,2,3])[1:2], (array[a])[a:a], case when a > 0 then " + value() +
                   " end from (values (1)) v (a)"
                   " reversed by nothing";
        case 5: return "create table " + name() + space() + "(a int" + space() + ")";
        case 6: return "comment on column " + table_ + ".a is" + space() + value();
        case 7:
            return "do " + value("begin perform " + literal(source_.text(readable_)) + "; end") +
                   " reversed by nothing";
        case 8:
            return "raw " + dollar("select " + literal(source_.text(readable_)) + "::text", source_) +
                   " reversed by nothing";
        case 9: return "assert " + literal(source_.line(readable_)) + " (select" + space() + value() + " is not null)";
        case 10: return "alter table " + table_ + " add column " + name() + " text default" + space() + value();
        case 11:
            return "create function " + name() +
                   "(int) returns int language sql begin atomic select case $1 when 1 then 2 end; end";
        default: return "create table " + name() + " (a text default ${x}, ${y} int)";
        }
    }

    std::string first_table(std::string const& comment) {
        table_ = name();
        return "create table " + table_ + " (a int[], b int[], c text);\ncomment on table " + table_ + " is " +
               value(comment);
    }

private:
    // Of an enum: at most 63 bytes.
    std::string label() {
        auto text = source_.line(readable_).substr(0, 40);
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) != 0) text.pop_back();
        return text;
    }

    Source& source_;
    bool readable_;
    std::string table_;
    int names_ = 0;
};

} // namespace

std::string Source::text(bool readable) {
    std::string out;
    for (auto count = 1 + below(6); count > 0; --count) {
        bool const ugly = !readable && one_in(4);
        out +=
            ugly ? unreadable_pieces[below(unreadable_pieces.size())] : readable_pieces[below(readable_pieces.size())];
    }
    return out;
}

std::string Source::line(bool readable) {
    auto out = text(readable);
    return readable ? one_line(std::move(out)) : out;
}

std::string identifier(std::string text) {
    if (text.size() > 63) text.resize(63);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) != 0) text.pop_back();
    return doubled(text.empty() ? "n" : text, '"');
}

std::string literal(std::string_view text) { return doubled(text, '\''); }

namespace {

// What psql is not to run by itself is left to what promises nothing.
std::string way_to_run(Source& source, bool readable) {
    switch (source.below(readable ? 3 : 4)) {
    case 0: return "transaction = revision\n";
    case 1: return "guard = drift\n";
    case 2: return "";
    default: return source.one_in(2) ? "client = caller\n" : "client = caller\ntransaction = segment\n";
    }
}

} // namespace

Project project(Source& source, std::string const& name, bool readable) {
    Project out;
    out.schema = one_line(source.line(readable)).substr(0, 40);
    while (!out.schema.empty() && (static_cast<unsigned char>(out.schema.back()) & 0x80) != 0) out.schema.pop_back();
    out.schema = "s" + out.schema + "#" + name;
    out.ini = "[target.a]\nserver_version = 15\nschema = " + identifier(out.schema) +
              "\nversion_table = " + identifier(("v" + source.line(readable)).substr(0, 59)) +
              "\nvar.x = " + literal(source.line(readable)) + "\nvar.y = " + identifier("y" + source.line(readable)) +
              "\n" + way_to_run(source, readable);
    Writer writer(source, readable);
    std::string parent = "base";
    auto const revisions = 1 + source.below(2);
    out.comment = source.text(readable);
    for (std::size_t i = 0; i < revisions; ++i) {
        auto const own = literal(id(source, readable) + std::to_string(i));
        std::string file = "revision " + own + ";\nrevises " + parent + ";\nmessage " + literal(source.line(readable)) +
                           ";\ndescription " + dollar(source.text(readable), source) + ";\nticket " +
                           literal(source.line(readable)) + ";\nupgrade {\n";
        if (i == 0) file += writer.first_table(out.comment) + ";\n";
        for (auto count = 1 + source.below(5); count > 0; --count) {
            // What has not been seen through must not be followed by what depends on it.
            file += writer.statement() + ";\n";
        }
        if (!readable && source.one_in(3)) file += source.text(readable) + ";\n";
        file += "}\n";
        if (!readable && source.one_in(6)) file += "downgrade irreversible " + literal(source.line(readable)) + ";\n";
        out.revisions.push_back(std::move(file));
        parent = own;
    }
    return out;
}

} // namespace hostile
