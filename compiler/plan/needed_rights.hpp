// Which rights a script needs on what is there before it, told from its operations.
#pragma once

#include "compiler/catalog/operation.hpp"
#include "compiler/emit/rights.hpp"

#include <map>
#include <set>
#include <vector>

namespace migc::plan {

/// An object as the server's namespaces tell it from others.
struct Thing {
    emit::Holder holder{};
    std::string schema;
    std::string name;
    friend auto operator<=>(Thing const&, Thing const&) = default;
};

/// One thing that an operation does to an object, without the values in it: small enough to be kept for a whole chain.
struct Touch {
    enum class Action : std::uint8_t { need, create, replace, rename, extend } action{};
    Thing thing;
    Thing to;            // rename
    emit::Right right{}; // need
};

/// What the operations of a revision touch, in their order. What cascades is left out, since the server asks nothing
/// for it, and so are changes of grants alone, which not only an owner may make.
std::vector<Touch> touches_of(std::vector<catalog::Operation> const& operations);

/// Follows the touches of a script in the order in which they run, and keeps what they ask of objects that were there
/// before, by the names that those have at the start.
class NeededRightsCollector {
public:
    void add(std::vector<Touch> const& touches);
    emit::NeededRights take();
    /// What the script touches: of what was there before, by the names it has then, and what it leaves behind.
    std::set<Thing> at_start() const;
    std::set<Thing> const& at_end() const { return now_; }

private:
    void need(Thing const& thing, emit::Right right);
    void create_in(std::string const& schema);
    void rename(Thing const& from, Thing const& to);
    void rename_schema(std::string const& from, std::string const& to);

    emit::NeededRights needed_;
    std::set<Thing> made_;               // by the script, with the names they have now
    std::map<Thing, Thing> start_names_; // of what has another name by now
    std::set<Thing> now_;                // all that was touched, with the names they have now
};

} // namespace migc::plan
