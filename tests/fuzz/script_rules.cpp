#include "script_rules.hpp"

#include "script_texts.hpp"

#include <algorithm>
#include <map>

namespace script {

namespace {

enum class Sort { steps, stamp, refusal };

class Checker {
public:
    explicit Checker(std::string_view text) : text_(text) {}

    std::vector<Problem> check() {
        auto const reading = read(text_);
        out_ = reading.problems;
        if (text_.empty() || text_.back() != '\n') say("no line break at the end");
        auto pieces = reading.pieces;
        auto const header =
            std::find_if(pieces.begin(), pieces.end(), [](Piece const& piece) { return piece.kind != Kind::comment; });
        take_header({pieces.begin(), header});
        for (auto piece = header; piece != pieces.end(); ++piece) {
            line_ = piece->line;
            if (caller_) {
                for_a_caller(*piece);
                continue;
            }
            switch (piece->kind) {
            case Kind::comment: break;
            case Kind::command: command(piece->text); break;
            case Kind::statement: statement(*piece); break;
            }
        }
        finish();
        return std::move(out_);
    }

private:
    void say(std::string text) { out_.push_back({line_, std::move(text)}); }

    void take_header(std::vector<Piece> const& comments) {
        line_ = 1;
        if (comments.empty() || !comments.front().text.starts_with("-- migc ")) return say("no header that names migc");
        auto const title = comments.front().text;
        caller_ = contains(title, "a client that owns the transaction");
        for (auto const& comment : comments)
            if (comment.text.starts_with("-- rows:    any ->")) any_start_ = !contains(title, "stamp");
        for (auto const& comment : comments)
            if (caller_ && contains(comment.text, ";")) say("a comment that a splitting client would tear");
        one_statement_ = contains(title, ", one statement,");
        keeps_rows_ = contains(title, "without a change of version rows");
        if (contains(title, "no script was written") || contains(title, "only says why"))
            sort_ = Sort::refusal;
        else if (contains(title, "stamp script"))
            sort_ = Sort::stamp;
        else if (!contains(title, "upgrade script") && !contains(title, "downgrade script"))
            say("a header that does not say what the script is");
    }

    // --- scripts for a client that owns the transaction ---

    void for_a_caller(Piece const& piece) {
        if (piece.kind == Kind::command || piece.by_gset || piece.by_gexec)
            return say("a command in a script for any client");
        if (piece.kind == Kind::comment) {
            if (contains(piece.text, ";")) say("a comment that a splitting client would tear");
            return;
        }
        auto const text = piece.text;
        if (one_statement_) {
            if (began_) say("a second statement in a file of one");
            began_ = true;
            if (!is_alone(text)) say("a statement that could run in a transaction, without guards");
            return;
        }
        auto const found = casts_of(text);
        if (!found.empty() && contains(text, ";")) say("a guard that a splitting client would tear");
        raised_.insert(found.begin(), found.end());
        if (sort_ == Sort::refusal) {
            if (found != Codes{"MG019"}) say("a statement in a script that only stops");
            return;
        }
        if (!began_ && text != "LOCK TABLE pg_catalog.pg_class IN ACCESS SHARE MODE")
            say("a first statement that does not fail outside of a transaction");
        began_ = true;
        last_guards_ = found;
        guards_.insert(found.begin(), found.end());
        if (!found.empty()) return;
        if (text.starts_with("SET LOCAL ")) {
            settings_.emplace(text.substr(10, text.find(' ', 10) - 10));
        } else if (contains(text, "IN SHARE ROW EXCLUSIVE MODE")) {
            locked_ = true;
        } else if (!is_preparation(text)) {
            check_work_for_a_caller(text);
        }
    }

    static bool is_alone(std::string_view text) {
        return text.starts_with("create index concurrently ") ||
               text.starts_with("create unique index concurrently ") ||
               text.starts_with("DROP INDEX CONCURRENTLY IF EXISTS ") ||
               (text.starts_with("ALTER TABLE ") && text.ends_with(" CONCURRENTLY"));
    }

    void check_work_for_a_caller(std::string_view text) {
        for (auto const* needed : {"MG022", "MG002", "MG003", "MG004", "MG006", "MG007"})
            if (!guards_.contains(needed)) say("work before guard " + std::string(needed));
        for (auto const* needed : {"lock_timeout", "statement_timeout", "search_path"})
            if (!settings_.contains(needed)) say("work without its own " + std::string(needed));
        if (!locked_) say("work before the version table is locked");
        if (!guards_.contains("MG011") && !text.starts_with("DELETE FROM ")) say("work before the rows are compared");
        if (is_transaction_control(text)) say("transaction control, which belongs to the client");
    }

    // --- commands ---

    void command(std::string_view text) {
        static Codes const settings = {"\\set ON_ERROR_STOP on", "\\set ON_ERROR_ROLLBACK off", "\\set AUTOCOMMIT on",
                                       "\\set SINGLELINE off"};
        if (settings.contains(text)) {
            if (session_.empty() && text != "\\set ON_ERROR_STOP on") say("the first command does not stop at errors");
            session_.emplace(text);
        } else if (text.starts_with("\\echo ")) {
            if (!text.starts_with("\\echo migc: ") || !is_plain(text.substr(6))) say("an \\echo of unknown text");
            last_echo_ = text;
        } else if (text.starts_with("\\if ")) {
            condition(text.substr(4));
        } else if (text.starts_with("\\elif ")) {
            if (frames_.empty() || frames_.back().in_else) return say("an \\elif without its \\if");
            same_state("\\elif");
            check_variable(text.substr(6));
        } else if (text == "\\else") {
            if (frames_.empty() || frames_.back().in_else) return say("an \\else without its \\if");
            frames_.back().in_else = true;
            same_state("\\else");
            in_transaction_ = frames_.back().in_transaction;
        } else if (text == "\\endif") {
            if (frames_.empty()) return say("an \\endif without its \\if");
            same_state("\\endif");
            if (frames_.back().asks_whether_set && !frames_.back().raises)
                say("a variable that is not set would skip a part in silence");
            frames_.pop_back();
        } else if (text.starts_with("\\unset ")) {
            if (!is_variable(text.substr(7))) say("an \\unset of a variable that is not migc's");
            variables_.erase(std::string(text.substr(7)));
        } else {
            say("a command that no script may hold: " + std::string(text.substr(0, 40)));
        }
    }

    // Whoever runs a downgrade may agree to what it discards; where nobody does, the question behind it stops.
    bool is_agreement(std::string_view text) const {
        return text == ":{?accept_loss}" || (text == ":accept_loss" && agreeing());
    }
    bool agreeing() const { return !frames_.empty() && frames_.back().agrees; }

    void condition(std::string_view text) {
        Frame frame;
        frame.in_transaction = in_transaction_;
        frame.agrees = is_agreement(text);
        if (frame.agrees) {
            agreement_ = true;
            frames_.push_back(std::move(frame));
            return;
        }
        frame.asks_whether_set = text.starts_with(":{?") && text.ends_with("}");
        auto const name = frame.asks_whether_set ? text.substr(3, text.size() - 4)
                                                 : text.substr(std::min<std::size_t>(1, text.size()));
        frame.variable = name;
        if (!frame.asks_whether_set)
            check_variable(text);
        else if (!variables_.contains(name))
            say("an \\if that asks for what no query has set");
        frames_.push_back(std::move(frame));
    }

    // One query sets all its variables or none, so that to ask for one of them is to ask for all.
    void check_variable(std::string_view text) {
        auto const name = text.substr(std::min<std::size_t>(1, text.size()));
        auto const found = variables_.find(name);
        if (!text.starts_with(':') || !is_variable(name)) say("an \\if that asks for something else than migc's own");
        if (found == variables_.end()) return say("an \\if that asks for what no query has set");
        bool const guarded = std::any_of(frames_.begin(), frames_.end(), [&](Frame const& outer) {
            auto const asked = variables_.find(outer.variable);
            return outer.asks_whether_set && !outer.in_else && asked != variables_.end() &&
                   asked->second == found->second;
        });
        if (!guarded) say("an \\if whose variable may not be set");
    }

    void same_state(std::string_view where) {
        if (frames_.back().in_transaction != in_transaction_)
            say("a transaction that begins or ends between \\if and " + std::string(where));
    }

    // --- statements ---

    void statement(Piece const& piece) {
        if (session_.empty()) say("a statement before \\set ON_ERROR_STOP on");
        auto const found = guards_of(piece.text);
        raised_.insert(found.begin(), found.end());
        if (!found.empty() && !frames_.empty() && frames_.back().in_else) frames_.back().raises = true;
        bool const agrees = piece.text == "SET LOCAL migc.accept_loss = '1'";
        if (agrees != agreeing()) say("an agreement to a loss that nobody has given, or more than that");
        if (piece.by_gset) return query(piece.text);
        if (piece.by_gexec) return clearing(piece.text);
        if (sort_ == Sort::refusal) return in_refusal(piece.text, found);
        if (in_transaction_)
            inside(piece.text, found);
        else
            outside(piece.text, found);
    }

    void query(std::string_view text) {
        constexpr std::string_view as = " AS migc_";
        if (first_words(text, 1) != "select") return say("a \\gset behind something else than a query");
        if (!contains(text, as)) say("a \\gset that sets variables which are not migc's");
        for (auto at = text.find(as); at != text.npos; at = text.find(as, at + 1)) {
            auto const rest = text.substr(at + 4);
            auto const name = rest.substr(0, rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"));
            variables_.insert_or_assign(std::string(name), line_);
        }
    }

    // The only statements that a query may write: each drops an index that an interrupted REINDEX left, or an
    // interrupted build of an index that may be there before.
    void clearing(std::string_view text) {
        constexpr std::string_view drops =
            "SELECT pg_catalog.format('DROP INDEX CONCURRENTLY IF EXISTS %I.%I', n.nspname, c.relname)\n";
        bool const leftovers = contains(text, "WHERE NOT i.indisvalid AND c.relkind = 'i' AND c.relname ~ "
                                              "'_cc(new|old)[0-9]*$'\n        AND ");
        bool const unfinished =
            contains(text, "' AND NOT (i.indisvalid AND i.indisready)") && contains(text, "WHERE n.nspname = '");
        if (!text.starts_with(drops) || leftovers == unfinished)
            say("a \\gexec behind another query than the one for leftovers");
        if (in_transaction_) return say("a \\gexec inside a transaction");
        check_alone();
        cleared_ = leftovers;
    }

    void in_refusal(std::string_view text, Codes const& found) {
        bool const raises = found == Codes{"MG018"} || found == Codes{"MG019"};
        if (!raises && !is_session_setting(text)) say("a statement in a script that only stops");
    }

    void outside(std::string_view text, Codes const& found) {
        if (text == "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE") return begin();
        if (is_session_setting(text)) {
            session_.emplace(text);
        } else if (text == "DO $migc_not_inside_a_transaction$ BEGIN COMMIT; END $migc_not_inside_a_transaction$") {
            commits_ = true;
        } else if (is_timeout(text)) {
            return;
        } else if (!found.empty()) {
            session_.insert(found.begin(), found.end());
            if (contains(text, "pg_try_advisory_lock(")) session_lock_ = true;
        } else if (text.starts_with("SET ") || text.starts_with("RESET ")) {
            for (auto const* name : {"lock_timeout", "statement_timeout", "search_path"})
                if (text.starts_with("SET " + std::string(name) + " ")) settings_.insert(name);
        } else if (is_stand_alone(text)) {
            check_alone();
            auto const first = first_words(text, 1);
            bool const concurrently = contains(first_words(text, 8) + " ", " concurrently ");
            if (first == "reindex" && concurrently && !cleared_)
                say("a REINDEX in front of which nobody clears what an earlier one left");
            built_ = concurrently && (first == "reindex" || first == "create");
        } else {
            say("a statement outside a transaction that may be inside: " + first_words(text, 3));
        }
    }

    void check_alone() {
        check_session();
        if (!session_lock_) say("a statement outside a transaction without a lock of the session");
        if (!commits_) say("a statement outside a transaction where a transaction may be open");
        if (settings_.size() < 3) say("a statement outside a transaction that inherits its settings");
        if (!began_) say("a statement outside a transaction before the version rows were looked at");
    }

    void check_session() {
        for (auto const* needed :
             {"\\set ON_ERROR_STOP on", "\\set ON_ERROR_ROLLBACK off", "\\set AUTOCOMMIT on", "\\set SINGLELINE off",
              "SET client_encoding = 'UTF8'", "SET standard_conforming_strings = on", "SET search_path = pg_catalog",
              "MG001", "MG002", "MG003"})
            if (!session_.contains(needed)) say("not in front of it: " + std::string(needed));
    }

    void begin() {
        check_session();
        in_transaction_ = began_ = true;
        settings_.clear();
        guards_.clear();
        last_guards_.clear();
        works_ = 0;
        progress_ = false;
    }

    void inside(std::string_view text, Codes const& found) {
        if (text == "COMMIT") return commit();
        guards_.insert(found.begin(), found.end());
        if (!found.empty()) check_guard(text, found);
        last_guards_ = found;
        if (!found.empty()) return;
        if (is_progress(text)) progress_ = true;
        if (is_timeout(text) || is_progress(text)) return;
        if (text.starts_with("SET LOCAL ")) {
            auto const name = text.substr(10, text.find(' ', 10) - 10);
            settings_.emplace(name);
            return;
        }
        if (is_transaction_control(text)) say("transaction control inside a transaction");
        auto const words = first_words(text, 2);
        if (words == "set search_path" || words == "set role" || words == "set session" || words.starts_with("reset"))
            say("a setting of the session");
        check_before_work(text);
        ++works_;
    }

    // The lock first, then the rows; under settings of the transaction's own.
    void check_guard(std::string_view text, Codes const& found) {
        for (auto const* needed :
             {"lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "search_path"})
            if (!settings_.contains(needed)) say("a transaction without its own " + std::string(needed));
        if (found.contains("MG004")) {
            bool const advisory = contains(text, "pg_try_advisory_xact_lock(") ||
                                  contains(text, "pg_try_advisory_lock(") || contains(text, "pg_locks");
            if (!advisory) say("a lock guard that locks nothing");
        } else if (!guards_.contains("MG004") && !session_lock_)
            say("a guard in front of the advisory lock");
        if (found.contains("MG005") && !contains(text, "IN SHARE ROW EXCLUSIVE MODE"))
            say("a version table that is not locked against writers");
    }

    void check_before_work(std::string_view text) {
        if (works_ > 0) return;
        if (!guards_.contains("MG004") && !session_lock_) say("work before the advisory lock");
        if (!guards_.contains("MG005")) say("work before the version table is locked");
        bool const rows = guards_.contains("MG011");
        bool const any_rows = sort_ == Sort::stamp && text.starts_with("DELETE FROM ");
        if (!rows && !any_rows) say("work before the version rows are compared");
    }

    void commit() {
        in_transaction_ = false;
        if (built_ && !guards_.contains("MG033")) say("an index that nobody looks at after it was built");
        built_ = cleared_ = false;
        if (agreement_ && !guards_.contains("MG042")) say("an agreement to a loss that nothing asks for");
        agreement_ = false;
        settings_.clear();
        bool const first = commits_count_++ == 0;
        // The first transaction of a script of several segments only looks where the database stands.
        bool const looks = first && works_ == 0 && !guards_.contains("MG013") && guards_.contains("MG010");
        if (looks || any_start_) return; // from any start, the rows are compared at the end of all
        if (!last_guards_.contains("MG014")) say("a COMMIT that does not compare the version rows");
        // A statement taken back outside of transactions may leave the rows as they are; what is done is noted then.
        bool const noted = guards_.contains("MG013") || progress_;
        if (sort_ == Sort::steps && !noted) say("a transaction that changes no version row");
    }

    void finish() {
        if (in_transaction_) say("a transaction without a COMMIT");
        if (!frames_.empty()) say("an \\if without its \\endif");
        if (sort_ == Sort::refusal) {
            if (!raised_.contains("MG018") && !raised_.contains("MG019"))
                say("a script that should stop, and does not");
            return;
        }
        if (one_statement_) {
            if (!began_) say("a file of one statement without it");
            return;
        }
        if (caller_) {
            if (!last_guards_.contains("MG014")) say("an end that does not compare the version rows");
            if (sort_ == Sort::steps && !keeps_rows_ && !guards_.contains("MG013"))
                say("a script that changes no version row");
            return;
        }
        if (any_start_ && !session_.contains("MG014")) say("an end that does not ask whether all is done");
        if (!began_) say("no transaction");
        bool const done = contains(last_echo_, " done") || contains(last_echo_, ": stamped");
        if (!done) say("no last line that says what is reached");
    }

    struct Frame {
        std::string variable;
        bool asks_whether_set = false;
        bool in_transaction = false;
        bool in_else = false;
        bool raises = false;
        bool agrees = false; // asks whether somebody accepts a loss
    };

    std::string_view text_;
    std::vector<Problem> out_;
    std::size_t line_ = 1;
    Sort sort_ = Sort::steps;
    Codes session_;                                             // settings and guards in front of the first transaction
    Codes settings_;                                            // since the last transaction or statement outside one
    Codes guards_;                                              // of the transaction
    Codes raised_;                                              // anywhere
    Codes last_guards_;                                         // of the statement before
    std::map<std::string, std::size_t, std::less<>> variables_; // that a query has set, with its line
    std::vector<Frame> frames_;
    std::string last_echo_;
    std::size_t works_ = 0;
    bool in_transaction_ = false;
    bool began_ = false;
    bool session_lock_ = false;
    bool progress_ = false;  // the transaction notes what of the script is done
    bool agreement_ = false; // the transaction hears whether somebody accepts a loss
    bool cleared_ = false;   // what an earlier REINDEX left, since the last transaction
    bool built_ = false;     // an index outside of transactions, since the last one
    bool commits_ = false;   // the statement that fails where a transaction is open
    bool any_start_ = false; // the script starts at any revision
    int commits_count_ = 0;
    bool caller_ = false;
    bool one_statement_ = false; // of a file for a caller
    bool keeps_rows_ = false;    // likewise
    bool locked_ = false;
};

} // namespace

std::vector<Problem> problems(std::string_view script) {
    auto out = Checker(script).check();
    std::stable_sort(out.begin(), out.end(), [](Problem const& a, Problem const& b) { return a.line < b.line; });
    return out;
}

} // namespace script
