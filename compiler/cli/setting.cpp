#include "compiler/cli/setting.hpp"

#include "compiler/base/suggest.hpp"
#include "compiler/cli/file_template.hpp"
#include "compiler/cli/ini.hpp"
#include "grammar/lexer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace migc::cli {

namespace {

constexpr int oldest_server = 12;
constexpr int newest_server = 18;
constexpr std::size_t name_limit = 63; // bytes: NAMEDATALEN - 1

using Result = std::optional<BadValue>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || is_upper(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) { return is_name_start(c) || is_digit(c) || c == '$'; }

std::string listed(std::vector<std::string_view> const& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i)
        out += fmt::format("{}`{}`", i == 0 ? "" : i + 1 == words.size() ? " or " : ", ", words[i]);
    return out;
}

// A word that must be one of a few.
BadValue not_one_of(std::string_view word, std::vector<std::string_view> const& words) {
    if (auto const near = nearest(word, words))
        return {fmt::format("`{}` is unknown", word), fmt::format("write `{}`", *near)};
    return {fmt::format("`{}` is unknown", word), fmt::format("write {}", listed(words))};
}

Result read_word(std::string_view value, std::vector<std::string_view> const& words) {
    if (std::find(words.begin(), words.end(), value) != words.end()) return std::nullopt;
    return not_one_of(value, words);
}

Result read_name_into(std::string_view value, std::string& out) {
    auto name = read_name(value);
    if (!name.bad) out = std::move(name.text);
    return name.bad;
}

Result read_schema(std::string_view value, std::string& out) {
    auto name = read_name(value);
    if (name.bad) return name.bad;
    // CREATE SCHEMA refuses the prefix: it is the server's own (manual, CREATE SCHEMA).
    if (name.text.starts_with("pg_"))
        return BadValue{fmt::format("schema `{}` belongs to the server", name.text), "name a schema of your own"};
    out = std::move(name.text);
    return std::nullopt;
}

// Its key has a name four bytes longer (Alembic's `_pkc`), which the server would cut down to the table's own.
Result read_version_table(std::string_view value, Target& target) {
    constexpr std::size_t limit = name_limit - std::string_view("_pkc").size();
    auto bad = read_name_into(value, target.version_table);
    if (bad || target.version_table.size() <= limit) return bad;
    return BadValue{fmt::format("the version table's name has {} bytes", target.version_table.size()),
                    fmt::format("use at most {}", limit)};
}

Result read_search_path(std::string_view value, std::vector<std::string>& out) {
    std::vector<std::string> names;
    for (auto const& item : list_items(value)) {
        auto const at = [&](BadValue bad) {
            bad.offset = item.offset;
            bad.size = item.text.size();
            return bad;
        };
        if (item.text == "$user" || item.text == "\"$user\"")
            return at({"`$user` depends on who runs the script", "name the schema"});
        auto name = read_name(item.text);
        if (name.bad) return at(*name.bad);
        if (name.text == "pg_temp") return at({"`pg_temp` stands last in every script already", "remove it"});
        if (std::find(names.begin(), names.end(), name.text) != names.end())
            return at({fmt::format("schema `{}` stands twice", name.text), "keep the first one"});
        names.push_back(std::move(name.text));
    }
    out = std::move(names);
    return std::nullopt;
}

// `@FILE` stays as it is: the file is read with the project (products.cpp).
Result read_schemas(std::string_view value, std::vector<std::string>& out) {
    std::vector<std::string> names;
    if (value.starts_with('@')) {
        if (value.size() == 1) return BadValue{"`@` names no file", "write `@` and the path of a file"};
        out = {std::string(value)};
        return std::nullopt;
    }
    for (auto const& item : list_items(value)) {
        auto bad = read_folder_schema(item.text, names);
        if (!bad) continue;
        bad->offset = item.offset;
        bad->size = item.text.size();
        return bad;
    }
    out = std::move(names);
    return std::nullopt;
}

Result read_major(std::string_view value, int& out) {
    int number = 0;
    auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    bool const whole = error == std::errc{} && end == value.data() + value.size();
    if (!whole && error == std::errc{} && *end == '.' && number >= oldest_server && number <= newest_server)
        return BadValue{fmt::format("server version `{}` has a minor part", value), fmt::format("write `{}`", number)};
    if (!whole || number < oldest_server || number > newest_server)
        return BadValue{fmt::format("server version `{}` is not known", value),
                        fmt::format("write a major version from {} to {}", oldest_server, newest_server)};
    out = number;
    return std::nullopt;
}

// `15`, or `15..17`: the lowest decides what the script says, the highest what it accepts.
Result read_server_version(std::string_view value, Target& target) {
    constexpr std::string_view to = "..";
    auto const dots = value.find(to);
    auto const part = [](std::string_view text, std::size_t offset, int& out) {
        auto bad = read_major(text, out);
        if (bad) bad->offset = offset, bad->size = text.size();
        return bad;
    };
    if (dots == std::string_view::npos) {
        auto bad = read_major(value, target.server_version);
        target.newest_server = target.server_version;
        return bad;
    }
    if (auto bad = part(value.substr(0, dots), 0, target.server_version)) return bad;
    if (auto bad = part(value.substr(dots + to.size()), dots + to.size(), target.newest_server)) return bad;
    if (target.server_version > target.newest_server)
        return BadValue{fmt::format("`{}` is no range of server versions", value),
                        fmt::format("write `{}..{}`", target.newest_server, target.server_version)};
    return std::nullopt;
}

// PostgreSQL's spelling of a duration in whole units; no unit means milliseconds (manual, "Setting
// Parameters").
Result read_duration(std::string_view value, std::string& out) {
    struct Unit {
        std::string_view name;
        double milliseconds;
    };
    static constexpr std::array units = {Unit{"", 1},          Unit{"us", 0.001},   Unit{"ms", 1},
                                         Unit{"s", 1000},      Unit{"min", 60'000}, Unit{"h", 3'600'000},
                                         Unit{"d", 86'400'000}};
    constexpr double largest = 2'147'483'647;
    long long number = 0;
    auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    auto const unit_name = trimmed(value.substr(static_cast<std::size_t>(end - value.data())));
    auto const unit = std::find_if(units.begin(), units.end(), [&](auto const& row) { return row.name == unit_name; });
    if (error != std::errc{} || number < 0 || unit == units.end())
        return BadValue{fmt::format("`{}` is not a time", value),
                        "write a number and `ms`, `s`, `min`, `h` or `d`, as in `5s`"};
    if (static_cast<double>(number) * unit->milliseconds > largest)
        return BadValue{fmt::format("`{}` is longer than the server can wait", value), "write at most `24d`"};
    out = fmt::format("{}{}", number, unit_name);
    return std::nullopt;
}

Result read_classes(std::string_view value, Target& target) {
    std::set<Reversal> classes;
    for (auto const& item : list_items(value)) {
        if (auto const reversal = reversal_named(item.text)) {
            classes.insert(*reversal);
            continue;
        }
        std::vector<std::string_view> words;
        for (auto const reversal : {Reversal::exact, Reversal::sheds_new_data, Reversal::loses_old_data,
                                    Reversal::unproven, Reversal::irreversible})
            words.push_back(spelling(reversal));
        auto bad = not_one_of(item.text, words);
        bad.offset = item.offset;
        bad.size = item.text.size();
        return bad;
    }
    target.accept_upgrade = target.accept_downgrade = classes;
    return std::nullopt;
}

// RULINGS 4: a whole identifier or literal, so that a value cannot bring a statement of its own along.
bool is_one_value(std::string_view value) {
    using enum grammar::TokenKind;
    if (value.find('\n') != std::string_view::npos) return false;
    SourceFile source("", std::string(value));
    Diagnostics trouble;
    auto const tokens = grammar::lex(source, grammar::TextKind::revision, trouble);
    auto const size = tokens.size() - 1; // the last one is the end
    if (trouble.has_errors() || size == 0 || tokens[0].begin != 0 || tokens[size - 1].end != source.text.size())
        return false;
    auto const is_number = [&](std::size_t at) { return tokens[at].kind == integer || tokens[at].kind == number; };
    if (size == 2) return (tokens[0].kind == minus || tokens[0].kind == plus) && is_number(1);
    auto const kind = tokens[0].kind;
    return size == 1 && (is_number(0) || kind == name || kind == quoted_name || kind == string || kind == bit_string ||
                         kind == dollar_string || grammar::is_keyword(kind));
}

// As the lexer reads `${name}`.
Result read_variable(std::string_view name, std::string_view value, Place place, Target& target) {
    bool const plain = !name.empty() && is_name_start(name.front()) &&
                       std::all_of(name.begin(), name.end(), [](char c) { return is_name_part(c) && c != '$'; });
    if (!plain) return BadValue{fmt::format("`{}` cannot be a variable's name", name), "use letters, digits and `_`"};
    if (!is_one_value(value))
        return BadValue{value.empty() ? fmt::format("variable `{}` has no value", name)
                                      : fmt::format("`{}` is not one name or literal", value),
                        "write a name, a number or a string in quotes, as it stands in SQL"};
    target.variables[std::string(name)] = {std::string(value), place};
    return std::nullopt;
}

} // namespace

std::vector<SettingInfo> const& all_settings() {
    static std::vector<SettingInfo> const rows = {
#define SETTING(name, key, scope, argument, help) {Setting::name, key, Scope::scope, argument, help},
#include "compiler/cli/setting.def"
#undef SETTING
    };
    return rows;
}

SettingInfo const& info(Setting setting) { return all_settings()[static_cast<std::size_t>(setting)]; }

std::string SettingInfo::option() const {
    if (setting == Setting::output) return "output-as"; // `--output` names a file
    std::string name(key);
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

Name read_name(std::string_view value) {
    Name name;
    auto const refuse = [&](std::string message, std::string help) {
        name.bad = BadValue{std::move(message), std::move(help)};
        return name;
    };
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        auto const inner = value.substr(1, value.size() - 2);
        for (std::size_t i = 0; i < inner.size(); ++i) {
            if (inner[i] == '\n') return refuse("a name goes over several lines", "write it on one line");
            if (inner[i] == '"' && (i + 1 == inner.size() || inner[++i] != '"'))
                return refuse(fmt::format("`{}` is not one quoted name", value), "write a quote inside a name twice");
            name.text += inner[i];
        }
        if (name.text.empty()) return refuse("the name is empty", "name it, or remove the key");
    } else {
        bool const bare =
            !value.empty() && is_name_start(value.front()) && std::all_of(value.begin(), value.end(), is_name_part);
        if (!bare)
            return refuse(fmt::format("`{}` is not a name", value),
                          "write a name, in double quotes if it is not a plain word");
        // Whether `App` means app (as in SQL) or "App" (as it looks) must not be guessed.
        if (std::any_of(value.begin(), value.end(), is_upper)) {
            std::string lower(value);
            std::transform(lower.begin(), lower.end(), lower.begin(),
                           [](char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; });
            return refuse(fmt::format("name `{}` has upper case letters and no quotes", value),
                          fmt::format("write `{}`, or `\"{}\"` to keep them", lower, value));
        }
        name.text = value;
    }
    if (name.text.size() > name_limit)
        return refuse(fmt::format("name `{}` has {} bytes", name.text, name.text.size()),
                      fmt::format("use at most {}", name_limit));
    return name;
}

std::optional<BadValue> read_folder_schema(std::string_view value, std::vector<std::string>& out) {
    std::string name;
    if (auto bad = read_schema(value, name)) return bad;
    bool const plain = std::all_of(name.begin(), name.end(), [](char c) { return is_name_part(c) || c == '-'; });
    if (!plain)
        return BadValue{fmt::format("schema `{}` cannot be the name of a folder", name),
                        "use letters, digits, `_`, `-` and `$`"};
    if (std::find(out.begin(), out.end(), name) != out.end())
        return BadValue{fmt::format("schema `{}` stands twice", name), "keep the first one"};
    out.push_back(std::move(name));
    return std::nullopt;
}

std::optional<BadValue> apply(Setting setting, std::string_view value, ProjectSettings& project) {
    if (value.empty())
        return BadValue{fmt::format("`{}` has no value", info(setting).key), "give one, or remove the key"};
    if (value.find('\n') != std::string_view::npos)
        return BadValue{fmt::format("`{}` has several lines", info(setting).key), "write one"};
    if (setting == Setting::file_template) {
        if (auto bad = check_file_template(value)) return bad;
        project.file_template = value;
    } else {
        project.migrations = value;
    }
    return std::nullopt;
}

std::optional<BadValue> apply(Setting setting, std::string_view name, std::string_view value, Place place,
                              Target& target) {
    if (value.empty() && setting != Setting::variable)
        return BadValue{fmt::format("`{}` has no value", info(setting).key), "give one, or remove the key"};
    switch (setting) {
    case Setting::migrations:
    case Setting::file_template: break; // of the project
    case Setting::version_table: return read_version_table(value, target);
    case Setting::version_table_schema: return read_schema(value, target.version_table_schema.emplace());
    case Setting::history_table: return read_name_into(value, target.history_table.emplace());
    case Setting::schemas: return read_schemas(value, target.schemas);
    case Setting::output:
        target.output = value == "per-revision" ? Output::per_revision : Output::single;
        return read_word(value, {"single", "per-revision"});
    case Setting::dialect: return read_word(value, {"postgresql"});
    case Setting::server_version: return read_server_version(value, target);
    case Setting::database: return read_name_into(value, target.database.emplace());
    case Setting::from: target.from = value; break;
    case Setting::to: target.to = value; break;
    case Setting::schema: return read_schema(value, target.schema);
    case Setting::search_path: return read_search_path(value, target.search_path);
    case Setting::client:
        target.client = value == "caller" ? Client::caller : Client::psql;
        return read_word(value, {"psql", "caller"});
    case Setting::guard:
        target.guard = value == "drift" ? GuardLevel::drift : GuardLevel::version;
        return read_word(value, {"version", "drift"});
    case Setting::role: return read_name_into(value, target.role.emplace());
    case Setting::transaction:
        target.transaction = value == "revision"  ? TransactionMode::revision
                             : value == "segment" ? TransactionMode::segment
                                                  : TransactionMode::single;
        return read_word(value, {"single", "revision", "segment"});
    case Setting::lock_timeout: return read_duration(value, target.lock_timeout);
    case Setting::statement_timeout: return read_duration(value, target.statement_timeout);
    case Setting::idle_in_transaction_session_timeout:
        return read_duration(value, target.idle_in_transaction_session_timeout);
    case Setting::transaction_timeout: return read_duration(value, target.transaction_timeout);
    case Setting::accept: return read_classes(value, target);
    case Setting::heads: target.many_heads = value == "many"; return read_word(value, {"one", "many"});
    case Setting::variable: return read_variable(name, value, place, target);
    }
    return std::nullopt;
}

std::optional<BadValue> check_search_path(Target const& target) {
    if (target.search_path.empty() || target.search_path.front() == target.schema) return std::nullopt;
    return BadValue{fmt::format("`search_path` begins with `{}`, but new objects go to schema `{}`",
                                target.search_path.front(), target.schema),
                    fmt::format("begin it with `{}`, or set `schema`", target.schema)};
}

std::optional<BadValue> check_guard(Target const& target) {
    if (target.client != Client::caller || target.guard == GuardLevel::version) return std::nullopt;
    return BadValue{"`guard = drift` needs bodies that `client = caller` must not have",
                    "remove `guard`, or set `client = psql`"};
}

std::optional<BadValue> check_transaction_timeout(Target const& target) {
    constexpr int first = 17;
    if (target.server_version >= first || target.transaction_timeout.starts_with('0')) return std::nullopt;
    return BadValue{fmt::format("PostgreSQL {} has no `transaction_timeout`", target.server_version),
                    fmt::format("remove it, or set `server_version = {}` or later", first)};
}

} // namespace migc::cli
