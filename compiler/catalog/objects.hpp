// Schema objects as the server would know them at one point of the chain. All are values: names resolved, types
// canonical (as format_type prints them), expressions as normalised text with the names in it bound, so that two of
// them compare with `==` and a renamed table or column is followed without parsing anything again.
//
// What a table owns stands inside it (columns, constraints, indexes, triggers, the sequences its columns own), so
// dropping and restoring it is one value.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace migc::catalog {

/// A schema-qualified name. An empty schema means a built-in, or one from outside the chain (RULINGS 12).
struct Name {
    std::string schema;
    std::string name;
    friend auto operator<=>(Name const&, Name const&) = default;
};

enum class Kind : std::uint8_t {
    schema,
    extension,
    type,
    sequence,
    table,
    column,
    constraint,
    index,
    view,
    routine,
    trigger,
    policy,
    rule,
    named,
};
std::string_view spelling(Kind kind);

/// Of Kind::named: which one.
enum class NamedKind : std::uint8_t {
    none,
#define NAMED_KIND(name, spelling, in_schema, owned, outside) name,
#include "compiler/catalog/named_kind.def"
#undef NAMED_KIND
};
std::string_view spelling(NamedKind kind);

/// Which object: `part` is the column, constraint or trigger of the table in `name`, or a routine's argument types
/// as "integer, text". An index goes by its own name; operations that create or drop one have its table's name (it is
/// in the same schema) in `part`. A named object says there what else tells it from others, see Named::key.
struct Key {
    Kind kind{};
    Name name;
    std::string part;
    NamedKind named = NamedKind::none;
    friend auto operator<=>(Key const&, Key const&) = default;
};

struct KeyHash {
    std::size_t operator()(Name const& name) const {
        auto const h = std::hash<std::string>{}(name.name);
        return h ^ (std::hash<std::string>{}(name.schema) + 0x9E3779B97F4A7C15ull + (h << 6) + (h >> 2));
    }
    std::size_t operator()(Key const& key) const {
        auto const h = (*this)(key.name);
        return h ^ (std::hash<std::string>{}(key.part) + static_cast<std::size_t>(key.kind) + (h << 6) + (h >> 2)) ^
               (static_cast<std::size_t>(key.named) << 8);
    }
};

// --- expressions ---

/// A name inside an expression's text that stands for an object. A column carries its table in `object`.
struct Binding {
    Kind kind{};
    Name object;
    std::string column;
    std::uint32_t begin = 0; // of the spelling in Expression::text
    std::uint32_t end = 0;
    bool in_literal = false; // nextval('s'): the spelling stands inside a string literal
    bool qualified = false;  // spelled with its schema
    NamedKind named = NamedKind::none;
    friend bool operator==(Binding const&, Binding const&) = default;
};

struct Expression {
    std::string text; // tokens with one way of spacing, keywords in lower case, names quoted when they must be
    std::vector<Binding> bindings; // an empty span: somewhere inside a query
    bool stale = false;            // such a name has changed since: the text says the old one
    friend bool operator==(Expression const& left, Expression const& right) { return left.text == right.text; }
};

/// `character varying(20)`, `timestamp(3) with time zone`, `app.mood[]`.
struct Type {
    std::string schema; // empty: built-in or from outside
    std::string name;
    std::string modifier; // "(20)", "(10,2)"
    std::string suffix;   // "with time zone", "without time zone"
    bool array = false;
    friend bool operator==(Type const&, Type const&) = default;
};

// --- what every object may carry ---

enum class Grantable : std::uint8_t { plain, with_option, revoked }; // revoked: a default privilege taken away

struct AclItem {
    std::string role;      // `public`, or the role as stored
    std::string privilege; // lower case: `select`
    std::string column;    // empty: the whole object
    Grantable state = Grantable::plain;
    friend auto operator<=>(AclItem const&, AclItem const&) = default;
};

struct Common {
    std::optional<std::string> comment;
    std::optional<std::string> owner;          // known only after `owner to` (RULINGS 23)
    std::vector<AclItem> acl;                  // sorted; departures from the defaults of the kind
    std::map<std::string, std::string> labels; // security labels by provider; an empty one: the only one there is
    std::string member_of;                     // an extension, of which `alter extension … add` has made it a part
    friend bool operator==(Common const&, Common const&) = default;
};

/// `name = value` of a WITH list, the value as normalised text.
using Options = std::map<std::string, std::string>;

// --- objects ---

struct Schema {
    std::string name;
    Common common;
    friend bool operator==(Schema const&, Schema const&) = default;
};

struct Extension {
    std::string name;
    std::string schema; // empty: not said
    std::string version;
    Common common;
    friend bool operator==(Extension const&, Extension const&) = default;
};

struct EnumType {
    Name name;
    std::vector<std::string> labels;
    Common common;
    friend bool operator==(EnumType const&, EnumType const&) = default;
};

/// A condition over VALUE. Its name is that of a constraint: unique within the domain.
struct DomainCheck {
    std::string name;
    Expression condition;
    bool validated = true;
    std::optional<std::string> comment;
    friend bool operator==(DomainCheck const&, DomainCheck const&) = default;
};

struct Domain {
    Name name;
    Type base;
    std::string collation; // empty: of the base type
    std::optional<Expression> default_value;
    bool not_null = false;
    std::string not_null_name; // from 17
    std::map<std::string, DomainCheck> checks;
    Common common;
    friend bool operator==(Domain const&, Domain const&) = default;

    /// Of its checks and of NOT NULL where that has a name.
    std::vector<std::string> constraint_names() const;
};

struct Attribute {
    std::string name;
    Type type;
    std::string collation;
    std::optional<std::string> comment;
    friend bool operator==(Attribute const&, Attribute const&) = default;
};

/// Its name is one of a relation, too: no table, view, sequence or index may have it.
struct CompositeType {
    Name name;
    std::vector<Attribute> attributes;
    Common common;
    friend bool operator==(CompositeType const&, CompositeType const&) = default;

    Attribute const* attribute(std::string_view wanted) const;
};

/// The type that the server makes along with a range type, from 14. Empty names before that.
struct Multirange {
    Name name;
    Name constructor; // of its functions: they keep the name with which the type was made
    Common common;
    friend bool operator==(Multirange const&, Multirange const&) = default;
};

struct RangeType {
    Name name;
    Name constructor;
    Type subtype;
    std::string operator_class; // as written, normalised; empty: the default one
    std::string collation;
    Name canonical;  // the function; an empty name: none, an empty schema: a built-in
    Name difference; // the same
    Multirange multirange;
    Common common;
    friend bool operator==(RangeType const&, RangeType const&) = default;
};

/// A type known by its functions, or (without a definition) the shell that these are declared with.
struct BaseType {
    Name name;
    std::string definition; // normalised text between the parentheses
    std::vector<Name> functions;
    Common common;
    friend bool operator==(BaseType const&, BaseType const&) = default;

    bool is_shell() const { return definition.empty(); }
};

/// What stands in the namespace of types, row types of relations and multiranges aside.
using UserType = std::variant<EnumType, Domain, CompositeType, RangeType, BaseType>;

struct SequenceOptions {
    std::string type = "bigint"; // smallint, integer, bigint
    std::int64_t increment = 1;
    std::int64_t min_value = 1;
    std::int64_t max_value = INT64_MAX;
    std::int64_t start = 1;
    std::int64_t cache = 1;
    bool cycle = false;
    friend bool operator==(SequenceOptions const&, SequenceOptions const&) = default;
};

struct Sequence {
    Name name;
    SequenceOptions options;
    bool unlogged = false;
    Common common;
    friend bool operator==(Sequence const&, Sequence const&) = default;
};

struct Identity {
    bool always = false;
    Sequence sequence;
    friend bool operator==(Identity const&, Identity const&) = default;
};

enum class Generated : std::uint8_t { no, stored, virtual_ };

/// Where a column or constraint of a table comes from (pg_attribute.attislocal and attinhcount, and
/// pg_constraint's): one with parents goes only when the last of them loses it, and stays even then when it
/// is local, too.
struct Inheritance {
    bool local = true;
    int parents = 0;
    friend bool operator==(Inheritance const&, Inheritance const&) = default;
};

/// Names that the server gave to the columns of an index when it was made. They matter for further names
/// alone, so they tell no two objects apart.
struct Labels {
    std::vector<std::string> names;
    friend bool operator==(Labels const&, Labels const&) { return true; }
};

/// From 18 on what keeps nulls out of a column is a constraint of its own (manual 18: CREATE TABLE, NOT NULL).
/// Without a name: there is none, or the server is older.
struct NotNull {
    std::string name;
    bool validated = true;
    bool no_inherit = false;
    std::optional<std::string> comment;
    Inheritance inheritance;
    friend bool operator==(NotNull const&, NotNull const&) = default;
};

struct Column {
    std::string name;
    Type type;
    std::string collation;                   // as written, normalised; empty: of the type
    std::optional<Expression> default_value; // of a generated column: its expression
    Generated generated = Generated::no;
    bool not_null = false;
    NotNull not_null_constraint;
    std::optional<Identity> identity;
    std::vector<Sequence> owned; // `owned by` this column: serial makes one
    std::string storage;         // empty: of the type
    std::string compression;
    std::optional<int> statistics;
    Options options;
    Options foreign_options; // of a foreign table: the values decoded
    std::optional<std::string> comment;
    std::map<std::string, std::string> labels; // as in Common
    Inheritance inheritance;
    friend bool operator==(Column const&, Column const&) = default;
};

enum class ConstraintKind : std::uint8_t { primary_key, unique, check, foreign_key, exclude };

struct Constraint {
    std::string name;
    ConstraintKind kind{};
    std::vector<std::string> columns; // of a check: those its condition mentions
    std::vector<std::string> include;
    bool nulls_not_distinct = false;
    std::optional<Expression> condition; // check
    Name references;                     // foreign key
    std::vector<std::string> referenced; // its columns, always spelled out
    std::string match = "simple";
    std::string on_delete = "no action";
    std::string on_update = "no action";
    std::vector<std::string> set_columns;
    std::string exclude_method;                 // exclude
    std::optional<Expression> exclude_elements; // normalised text between the parentheses
    std::vector<std::string> exclude_equal;     // those of `columns` that are compared by `=`
    std::optional<Expression> where;
    Options with;
    std::string tablespace;
    bool deferrable = false;
    bool initially_deferred = false;
    bool validated = true;
    bool no_inherit = false;
    bool enforced = true; // from 18; what is not enforced is not validated, either
    bool period = false;  // of the last column: `without overlaps` of a key, `period` of a foreign key; from 18
    std::optional<std::string> comment;
    std::optional<std::string> index_comment; // `comment on index` of the one behind a key
    Inheritance inheritance;
    Name parent;   // of a partition's key or foreign key: the index or constraint of the partitioned table it
                   // belongs to
    Labels labels; // exclude
    friend bool operator==(Constraint const&, Constraint const&) = default;

    bool has_index() const {
        return kind == ConstraintKind::primary_key || kind == ConstraintKind::unique || kind == ConstraintKind::exclude;
    }
};

/// Of two keys or exclusion constraints alike in one CREATE TABLE the server makes one
/// (src/backend/parser/parse_utilcmd.c, transformIndexConstraints).
bool make_one_index(Constraint const& left, Constraint const& right);

struct IndexElement {
    std::string column;                   // exactly one of column and expression
    std::optional<Expression> expression; // without the parentheses around it
    bool is_call = false;                 // a plain function call needs no parentheses
    std::string collation;
    std::string operator_class; // with its options, as normalised text
    bool descending = false;
    bool nulls_first = false;      // as stored: descending defaults to true
    std::optional<int> statistics; // of an expression
    Labels label;                  // of an expression: one name
    friend bool operator==(IndexElement const&, IndexElement const&) = default;
};

struct Index {
    Name name;
    bool unique = false;
    std::string method = "btree";
    std::vector<IndexElement> elements;
    std::vector<std::string> include;
    bool nulls_not_distinct = false;
    Options with;
    std::string tablespace;
    std::optional<Expression> where;
    std::optional<std::string> comment;
    Name parent;       // of a partition's index: the one of the partitioned table it is attached to
    bool valid = true; // false: made `on only` a partitioned table, with partitions that have none attached yet
    std::vector<std::string> extensions; // `depends on extension`: it goes with any of them; sorted
    friend bool operator==(Index const&, Index const&) = default;
};

struct Trigger {
    std::string name;
    bool constraint = false;
    std::string events;                      // `before insert or update`, lower case, without OF and its columns
    std::vector<std::string> update_columns; // `update of …`
    Expression rest;                         // FOR EACH, REFERENCING, WHEN, DEFERRABLE …, FROM: normalised text
    Name function;
    std::string arguments;       // normalised text between the parentheses
    std::string mode = "enable"; // enable, disable, enable replica, enable always
    std::optional<std::string> comment;
    bool cloned = false; // of a partition: made with that of the partitioned table, and only to go with it
    std::vector<std::string> extensions; // as of an index
    friend bool operator==(Trigger const&, Trigger const&) = default;
};

struct Policy {
    std::string name;
    bool restrictive = false;
    std::string command = "all";    // all, select, insert, update, delete
    std::vector<std::string> roles; // sorted; `public` alone where none was named
    std::optional<Expression> using_expression;
    std::optional<Expression> check;
    std::optional<std::string> comment;
    friend bool operator==(Policy const&, Policy const&) = default;
};

struct Rule {
    std::string name;
    std::string event; // select, insert, update, delete
    bool instead = false;
    std::optional<Expression> where;
    std::string commands;          // the author's text: `nothing`, a command, or several in parentheses
    std::vector<Binding> bindings; // what the commands mention; offsets are not used
    bool stale = false;            // they mention a name that has changed since (RULINGS 17)
    std::string mode = "enable";   // as of triggers
    std::optional<std::string> comment;
    friend bool operator==(Rule const& left, Rule const& right) {
        return left.name == right.name && left.event == right.event && left.instead == right.instead &&
               left.where == right.where && left.commands == right.commands && left.mode == right.mode &&
               left.comment == right.comment;
    }
};

enum class Persistence : std::uint8_t { permanent, unlogged };

enum class PartitionStrategy : std::uint8_t { list, range, hash };
std::string_view spelling(PartitionStrategy strategy);

/// `partition by range (a, lower(b))`.
struct PartitionKey {
    PartitionStrategy strategy{};
    std::vector<IndexElement> elements;
    friend bool operator==(PartitionKey const&, PartitionKey const&) = default;
};

/// Which rows a partition takes. Values are normalised text; all lists are empty for `default`.
struct PartitionBound {
    bool is_default = false;
    PartitionStrategy strategy{};
    std::vector<std::string> values; // list
    std::vector<std::string> from;   // range; `minvalue` and `maxvalue` as such
    std::vector<std::string> to;
    int modulus = 0; // hash
    int remainder = 0;
    friend bool operator==(PartitionBound const&, PartitionBound const&) = default;
};
/// `for values in (1, 2)`, `default`.
std::string spelled(PartitionBound const& bound);

/// Where the rows of a foreign table are. No statement changes the server.
struct Foreign {
    std::string server;
    Options options; // the values decoded
    friend bool operator==(Foreign const&, Foreign const&) = default;
};

/// What `alter table` may change on the table itself.
struct TableFacts {
    Persistence persistence = Persistence::permanent;
    Options with;
    std::string tablespace;
    std::string method;
    bool row_security = false;
    bool force_row_security = false;
    std::string replica_identity = "default"; // default, full, nothing, or `using index NAME`
    std::string clustered_on;                 // the name of an index
    std::vector<Name> parents;                // `inherits (…)`, or the table this is a partition of
    std::optional<PartitionBound> bound;      // of a partition
    std::optional<Foreign> foreign;           // of a foreign table
    std::optional<Name> of_type;              // of a typed table: a composite type
    Common common;
    friend bool operator==(TableFacts const&, TableFacts const&) = default;
};

struct Table {
    Name name;
    TableFacts facts;
    std::optional<PartitionKey> partitioned;
    /// Made by a query that does not show all its columns: those in `columns` come first, others may follow,
    /// and a type without a name is not known.
    bool open = false;
    std::vector<Column> columns; // in the server's order
    std::map<std::string, Constraint> constraints;
    std::map<std::string, Index> indexes; // by name, in the table's schema; without those of constraints
    std::map<std::string, Trigger> triggers;
    std::map<std::string, Policy> policies;
    std::map<std::string, Rule> rules;
    friend bool operator==(Table const&, Table const&) = default;

    Column* column(std::string_view wanted);
    Column const* column(std::string_view wanted) const;
    Constraint const* primary_key() const;
    /// The column that a not-null constraint of that name is for.
    Column const* not_null_column(std::string_view constraint) const;
    /// Whether a constraint has that name, those for not null among them.
    bool has_constraint(std::string_view wanted) const;
    std::vector<std::string_view> constraint_names() const;
};

/// What a materialized view has besides: it holds rows.
struct Stored {
    std::string method;
    std::string tablespace;
    bool populated = true;
    std::map<std::string, Index> indexes; // by name, in the view's schema
    std::vector<std::string> extensions;  // as of an index
    friend bool operator==(Stored const&, Stored const&) = default;
};

struct View {
    Name name;
    bool recursive = false;
    std::vector<std::string> columns; // as written, or derived where the select list is plain; else empty
    bool columns_known = false;
    bool columns_written = false; // `create view v (a, b)`
    /// Beside `columns`, where they are known; without a name where a type is not certain.
    std::vector<Type> types;
    std::vector<std::string> collations; // beside `types`; empty: of the type
    Options with;
    std::string query;             // the author's text
    std::vector<Binding> bindings; // relations, columns where certain, routines; offsets are not used
    std::string check_option;      // `local`, `cascaded`, or nothing
    bool stale = false;            // the text mentions a name that has changed since (RULINGS 17)
    std::map<std::string, Trigger> triggers;
    std::map<std::string, Rule> rules;
    std::optional<Stored> stored; // of a materialized view
    Common common;
    std::map<std::string, std::string> column_comments;
    std::map<std::string, Expression> column_defaults; // `alter view … alter column … set default`
    friend bool operator==(View const& left, View const& right) {
        return left.name == right.name && left.columns == right.columns && left.with == right.with &&
               left.query == right.query && left.check_option == right.check_option &&
               left.triggers == right.triggers && left.rules == right.rules && left.stored == right.stored &&
               left.common == right.common && left.column_comments == right.column_comments &&
               left.column_defaults == right.column_defaults;
    }
};

enum class ArgumentMode : std::uint8_t { in, out, inout, variadic, table };

struct Argument {
    ArgumentMode mode = ArgumentMode::in;
    std::string name;
    Type type;
    std::optional<Expression> default_value;
    friend bool operator==(Argument const&, Argument const&) = default;
};

struct Routine {
    Name name;
    bool procedure = false;
    std::vector<Argument> arguments;
    bool returns_set = false;
    std::optional<Type> returns;
    std::string body;                           // the author's text behind the signature: LANGUAGE, AS, attributes
    std::optional<Expression> aggregate;        // of an aggregate: its options in parentheses
    std::optional<std::size_t> direct;          // of an ordered-set aggregate: how many arguments stand before ORDER BY
    std::map<std::string, std::string> altered; // what ALTER FUNCTION has set: `volatility` is `stable`
    std::vector<Binding> bindings;              // of a SQL-standard body
    bool stale = false;                         // such a body mentions a name that has changed since (RULINGS 17)
    std::vector<std::string> extensions;        // as of an index
    Common common;
    friend bool operator==(Routine const& left, Routine const& right) {
        return left.name == right.name && left.procedure == right.procedure && left.arguments == right.arguments &&
               left.returns_set == right.returns_set && left.returns == right.returns && left.body == right.body &&
               left.aggregate == right.aggregate && left.direct == right.direct && left.altered == right.altered &&
               left.extensions == right.extensions && left.common == right.common;
    }

    /// The types that tell overloads apart: those of in, inout and variadic arguments, as "integer, text".
    std::string signature() const;
};

/// An object of one of the kinds of named_kind.def. `properties` are what ALTER can change, by name (`option host`,
/// `mapping word`, `attribute login`); `definition` is all the rest behind the name in CREATE, with the names in it
/// bound.
struct Named {
    NamedKind kind{};
    Name name;               // without a schema: of the database, or of the cluster
    std::vector<Type> types; // operands of an operator (no name: NONE), from and to of a cast, the type of a transform
    std::string place;       // access method of an operator class, server of a user mapping, member of a role
    Expression definition;
    std::map<std::string, Expression> properties;
    Common common;
    friend bool operator==(Named const&, Named const&) = default;

    /// `part` is "(integer, none)", "using btree", "integer as text", the server, the member, the type, or empty.
    Key key() const;
};

/// One alternative for each thing that an operation creates, drops or alters. TableFacts is altered only.
using Object =
    std::variant<Schema, Extension, EnumType, Domain, CompositeType, RangeType, Multirange, BaseType, Sequence, Table,
                 TableFacts, Column, Constraint, Index, View, Routine, Trigger, Policy, Rule, Named>;

/// Whether an unqualified name means a type of the server, which is found before any other: `date`, `int4`.
bool is_builtin_type_name(std::string_view name);

/// Type as SQL: user types carry their schema unless it is `home` and their name is none of the server's own.
std::string spelled(Type const& type, std::string_view home);

} // namespace migc::catalog
