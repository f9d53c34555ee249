// Writes the script of a plan read from standard input, for tests that ask psql rather than the compiler.
//
// One line is a keyword and its fields, separated by tabs; in a field \n \t \\ and \xHH stand for what they
// say.
//   target schema|role|transaction|lock_timeout|version_table|version_table_schema|server_version VALUE
//   target client psql|caller
//   target newest_server|database|statement_timeout|idle_in_transaction_session_timeout|transaction_timeout VALUE
//   right relation|type|routine|schema own|drop|reference|trigger SCHEMA NAME
//   expected start|end SHOWN FUNCTION NAME     an object that must be there
//   creation SCHEMA    creation     (in a schema, or of one)    extension NAME
//   target search_path NAME…                direction upgrade|downgrade     range TEXT
//   start ID…    end ID…    known ID…    after ID…    remark TEXT    creates SCHEMA NAME
//   revision ID MESSAGE                     the lines below belong to it:
//   statement SQL    insert ID    update FROM TO    remove ID    ticket TEXT
//   baseline SQL     relation SCHEMA NAME
//   assertion QUERY MESSAGE                 as a statement
//   piece FIRST LAST DONE [create|drop|detach SCHEMA NAME [SCHEMA TABLE]]    of the revision
// Instead of the plan's script:
//   stamp any|rows ID…                      a stamp, to the rows of `end`
//   failure NUMBER                          what a failed compilation leaves
//   irreversible ID REASON    nearest ID    why there is no downgrade
//   cut SQL                                 prints where psql would cut the statement, or `whole`
//   respell SQL                             prints the statement as psql gets it
#include "compiler/emit/client.hpp"
#include "compiler/emit/guards.hpp"
#include "compiler/emit/script.hpp"

#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using Fields = std::vector<std::string>;

Fields fields_of(std::string const& line) {
    Fields fields(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\t')
            fields.emplace_back();
        else if (line[i] != '\\')
            fields.back() += line[i];
        else
            switch (line.at(++i)) {
            case 'n': fields.back() += '\n'; break;
            case 't': fields.back() += '\t'; break;
            case 'x':
                fields.back() += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
                i += 2;
                break;
            default: fields.back() += line[i];
            }
    }
    return fields;
}

Fields rest(Fields const& fields, std::size_t from = 1) {
    return {fields.begin() + static_cast<std::ptrdiff_t>(from), fields.end()};
}

// The value that stands beside a word.
template <class T>
T chosen(std::string const& word, std::map<std::string, T> const& words) {
    auto const found = words.find(word);
    if (found == words.end()) throw std::runtime_error("unknown word: " + word);
    return found->second;
}

std::map<std::string, migc::emit::Holder> const holders = {{"relation", migc::emit::Holder::relation},
                                                           {"type", migc::emit::Holder::type},
                                                           {"routine", migc::emit::Holder::routine},
                                                           {"schema", migc::emit::Holder::schema}};
std::map<std::string, migc::emit::Right> const rights = {{"own", migc::emit::Right::own},
                                                         {"drop", migc::emit::Right::drop},
                                                         {"reference", migc::emit::Right::reference},
                                                         {"trigger", migc::emit::Right::trigger}};

struct Reader {
    migc::emit::Plan plan;
    migc::Target target;
    std::optional<std::optional<Fields>> stamp_from;
    std::optional<std::size_t> failures;
    bool has_script = false;
    std::vector<migc::emit::Irreversible> irreversible;
    std::string nearest;

    void take_target(Fields const& f) {
        auto const& key = f.at(1);
        if (key == "schema")
            target.schema = f.at(2);
        else if (key == "role")
            target.role = f.at(2);
        else if (key == "transaction")
            target.transaction = f.at(2) == "revision"  ? migc::TransactionMode::revision
                                 : f.at(2) == "segment" ? migc::TransactionMode::segment
                                                        : migc::TransactionMode::single;
        else if (key == "lock_timeout")
            target.lock_timeout = f.at(2);
        else if (key == "version_table")
            target.version_table = f.at(2);
        else if (key == "version_table_schema")
            target.version_table_schema = f.at(2);
        else if (key == "server_version")
            target.server_version = std::stoi(f.at(2));
        else if (key == "client")
            target.client = f.at(2) == "caller" ? migc::Client::caller : migc::Client::psql;
        else if (key == "newest_server")
            target.newest_server = std::stoi(f.at(2));
        else if (key == "database")
            target.database = f.at(2);
        else if (key == "statement_timeout")
            target.statement_timeout = f.at(2);
        else if (key == "idle_in_transaction_session_timeout")
            target.idle_in_transaction_session_timeout = f.at(2);
        else if (key == "transaction_timeout")
            target.transaction_timeout = f.at(2);
        else if (key == "search_path")
            target.search_path = rest(f, 2);
        else
            throw std::runtime_error("unknown target key: " + key);
    }

    static void take_piece(Fields const& f, migc::emit::PlannedRevision& revision) {
        migc::emit::Piece piece{std::stoul(f.at(1)), std::stoul(f.at(2)), std::nullopt, std::stoul(f.at(3))};
        using migc::emit::AloneKind;
        if (f.size() > 4) {
            piece.alone = {f.at(4) == "create" ? AloneKind::create_index
                           : f.at(4) == "drop" ? AloneKind::drop_index
                                               : AloneKind::detach_partition,
                           {f.at(5), f.at(6)},
                           {}};
            if (f.size() > 7) piece.alone->table = {f.at(7), f.at(8)};
        }
        revision.pieces.push_back(piece);
    }

    void take(Fields const& f) {
        using migc::chain::RowAction;
        auto const& word = f.at(0);
        auto const last = [&]() -> migc::emit::PlannedRevision& {
            return plan.revisions.at(plan.revisions.size() - 1);
        };
        if (word == "target")
            take_target(f);
        else if (word == "direction")
            plan.direction =
                f.at(1) == "downgrade" ? migc::chain::Direction::downgrade : migc::chain::Direction::upgrade;
        else if (word == "range")
            plan.range = f.at(1);
        else if (word == "start")
            plan.start_rows = rest(f);
        else if (word == "end")
            plan.end_rows = rest(f);
        else if (word == "known")
            plan.known_ids = rest(f);
        else if (word == "after")
            plan.ids_after = rest(f);
        else if (word == "remark")
            plan.remarks.push_back(f.at(1));
        else if (word == "creates")
            plan.creates.emplace_back(f.at(1), f.at(2));
        else if (word == "right")
            plan.rights.objects.insert({chosen(f.at(1), holders), f.at(3), f.at(4), chosen(f.at(2), rights)});
        else if (word == "expected") {
            auto& list = f.at(1) == "end" ? plan.promise : plan.drift;
            list.push_back({migc::emit::Comparison::existence, f.at(2), f.at(3), f.at(4), {}, {}, {}, {}, {}, false});
        } else if (word == "creation" && f.size() == 1)
            plan.rights.creates_schema = true;
        else if (word == "creation")
            plan.rights.schemas.insert(f.at(1));
        else if (word == "extension")
            plan.rights.extensions.insert(f.at(1));
        else if (word == "revision") {
            plan.revisions.emplace_back();
            last().id = f.at(1);
            last().message = f.at(2);
        } else if (word == "statement")
            last().statements.push_back(migc::emit::for_psql(f.at(1)));
        else if (word == "insert")
            last().rows.push_back({RowAction::insert, {}, f.at(1)});
        else if (word == "update")
            last().rows.push_back({RowAction::update, f.at(1), f.at(2)});
        else if (word == "remove")
            last().rows.push_back({RowAction::remove, f.at(1), {}});
        else if (word == "ticket")
            last().tickets.push_back(f.at(1));
        else if (word == "baseline")
            last().baseline_statements.push_back(migc::emit::for_psql(f.at(1)));
        else if (word == "relation")
            last().baseline_relations.emplace_back(f.at(1), f.at(2));
        else if (word == "piece")
            take_piece(f, last());
        else if (word == "stamp")
            stamp_from = f.at(1) == "any" ? std::nullopt : std::optional(rest(f, 2));
        else if (word == "assertion")
            last().statements.push_back(migc::emit::assertion(f.at(1), f.at(2)));
        else if (word == "failure")
            failures = static_cast<std::size_t>(std::stoi(f.at(1)));
        else if (word == "irreversible")
            irreversible.push_back({f.at(1), f.at(2)});
        else if (word == "nearest")
            nearest = f.at(1);
        else
            throw std::runtime_error("unknown keyword: " + word);
    }

    std::string script() const {
        if (failures) return migc::emit::write_failure(*failures);
        if (!irreversible.empty()) return migc::emit::write_irreversible(irreversible, nearest, target);
        if (stamp_from) return migc::emit::write_stamp(*stamp_from, plan.end_rows, target);
        return migc::emit::write_script(plan, target);
    }
};

} // namespace

int main() try {
    Reader reader;
    reader.plan.input_hash = std::string(64, '0');
    for (std::string line; std::getline(std::cin, line);) {
        auto const fields = fields_of(line);
        if (fields.at(0) == "cut") {
            auto const at = migc::emit::psql_would_cut(fields.at(1));
            std::cout << (at ? std::to_string(*at) : "whole") << '\n';
        } else if (fields.at(0) == "respell")
            std::cout << migc::emit::for_psql(fields.at(1)) << '\n';
        else {
            reader.take(fields);
            reader.has_script = true;
        }
    }
    if (reader.has_script) std::cout << reader.script();
    return std::cout.flush() ? 0 : 3;
} catch (std::exception const& error) {
    std::cerr << "plan_script: " << error.what() << '\n';
    return 1;
}
