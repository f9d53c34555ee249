// What a revision file says, as values: aggregates, closed variants, no pointers to parents, nothing looked up.
// Names are views into the source (or its `names`), expressions and queries are runs of the file's tokens: a
// tree lives no longer than the ParsedFile that owns both. Fields stand in the order in which the grammar
// meets them, `span` last; ast_adapted.hpp lists the nodes that X3 fills field by field.
#pragma once

#include "grammar/token.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace migc::ast {

using grammar::TokenKind;
using grammar::TokenRange;

// --- names, types, expressions ---

struct Identifier {
    std::string_view text; // folded or unquoted, as the server stores it
    Span span;
};

struct QualifiedName {
    std::optional<Identifier> schema;
    Identifier name;
    Span span;
};

struct String {
    std::string value; // decoded
    Span span;
};

/// One of several fixed phrases, in lower case (`set null`).
struct Word {
    std::string_view text;
    friend bool operator==(Word word, std::string_view spelling) { return word.text == spelling; }
};

/// An a_expr or b_expr of the server's grammar, left as the tokens it spans (RULINGS 10).
struct Expression {
    TokenRange tokens;
    Span span;
};

/// A query, left as tokens.
struct Query {
    TokenRange tokens;
    Span span;
};

/// A type as written, its many spellings already folded into the one that `format_type` prints for built-ins
/// (`int` is `integer`, `varchar` is `character varying`); aliases written as plain names stay as they are.
struct TypeName {
    bool setof = false;
    std::optional<Identifier> schema;
    std::string_view name;   // `integer`, `character varying`, or a plain name
    bool is_keyword = false; // spelled by SQL keywords, so it cannot be a user's type
    std::vector<Expression> modifiers;
    std::string_view suffix; // `with time zone`, `without time zone`, `year to month`, or nothing
    int dimensions = 0;
    bool percent_type = false; // `table.column%type`, in routines
    Span span;
};

/// `name = value` in a parenthesised option list.
struct Option {
    Identifier name; // dotted names are one text
    std::optional<Expression> value;
    Span span;
};

/// One of OPTIONS ( … ) of foreign data.
struct ForeignOption {
    Word verb; // `add`, `set`, `drop`
    Identifier name;
    std::string value; // decoded; of `drop` empty
    Span span;
};

// --- column and table constraints ---

struct ConstraintAttributes {
    std::optional<bool> deferrable;
    std::optional<bool> initially_deferred;
    bool not_valid = false;
    bool no_inherit = false;
    std::optional<bool> enforced;
};

struct SequenceOption {
    // `as`, `increment`, `minvalue`, `no minvalue`, `maxvalue`, `no maxvalue`, `start`, `restart`, `cache`, `cycle`,
    // `no cycle`, `owned by`, `sequence name`, `logged`, `unlogged`
    Word name;
    std::string value;              // the number with its sign, where there is one
    std::optional<TypeName> type;   // `as`
    std::vector<Identifier> column; // `owned by`: up to three parts, or `none` as one
    Span span;
};

struct NotNull {
    Span span;
};
struct Null {
    Span span;
};
struct Check {
    TokenRange condition;
    Span span;
};
struct Default {
    Expression value;
    Span span;
};
struct Generated {
    TokenRange value;
    Word kind;
    Span span;
}; // `stored`, `virtual` or nothing
struct Identity {
    Word generated;
    std::vector<SequenceOption> options;
    Span span;
}; // `always`, `by default`

struct IndexParameters {
    bool nulls_not_distinct = false;
    std::vector<Identifier> columns; // empty in a column constraint
    bool without_overlaps = false;   // of the last of them; from 18
    std::vector<Identifier> include;
    std::vector<Option> with;
    std::optional<Identifier> tablespace;
    std::optional<Identifier> using_index; // `using index name` instead of columns
};

struct Unique {
    IndexParameters parameters;
    Span span;
};
struct PrimaryKey {
    IndexParameters parameters;
    Span span;
};

struct ReferentialActions {
    Word match{"simple"};
    Word on_delete{"no action"};
    Word on_update{"no action"};
    std::vector<Identifier> set_columns; // `on delete set null (a, b)`, from 15
};

/// `(a, period b)`: a period is the last of the columns. From 18.
struct KeyColumns {
    std::vector<Identifier> names;
    bool period = false;
};

struct References {
    QualifiedName table;
    std::optional<KeyColumns> columns; // none: the primary key
    ReferentialActions actions;
    Span span;
};

struct ForeignKey {
    KeyColumns columns;
    References references;
    Span span;
};

/// Of an index or an exclusion constraint.
struct IndexElement {
    std::variant<Identifier, Expression> subject; // an expression keeps the parentheses around it
    std::optional<QualifiedName> collation;
    std::optional<QualifiedName> operator_class;
    std::vector<Option> operator_class_options;
    Word order;       // `asc`, `desc` or nothing
    Word nulls_order; // `nulls first`, `nulls last` or nothing
    Span span;
};

struct ExcludeElement {
    IndexElement element;
    Expression operator_;
    Span span;
};
struct Exclude {
    std::optional<Identifier> method;
    std::vector<ExcludeElement> elements;
    std::vector<Identifier> include;
    std::vector<Option> with;
    std::optional<Identifier> tablespace;
    std::optional<Expression> where;
    Span span;
};
/// `constraint n not null c`, a table constraint from 18.
struct NotNullColumn {
    Identifier column;
    Span span;
};

struct Constraint {
    std::optional<Identifier> name;
    std::variant<NotNull, Null, Check, Default, Generated, Identity, Unique, PrimaryKey, References, ForeignKey,
                 Exclude, NotNullColumn>
        body;
    ConstraintAttributes attributes;
    Span span;
};

struct Column {
    Identifier name;
    TypeName type;
    std::optional<Identifier> storage;
    std::optional<Identifier> compression;
    std::vector<ForeignOption> foreign_options;
    std::optional<QualifiedName> collation;
    std::vector<Constraint> constraints;
    Span span;
};

struct Like {
    QualifiedName table;
    std::vector<Word> options;
    Span span;
};

using TableElement = std::variant<Column, Constraint, Like>;

// --- which object a statement is about ---

enum class ArgumentMode : std::uint8_t { in, out, inout, variadic };

struct Argument {
    ArgumentMode mode = ArgumentMode::in;
    std::optional<Identifier> name;
    TypeName type;
    std::optional<Expression> default_value;
    Span span;
};

enum class ObjectKind : std::uint8_t {
#define OBJECT_KIND(name, spelling) name,
#include "grammar/object_kind.def"
#undef OBJECT_KIND
};

/// A routine or aggregate as DROP, ALTER, COMMENT and GRANT name it; without parentheses any signature fits.
struct Signature {
    std::vector<Argument> arguments;
    std::optional<std::size_t> direct{}; // of an ordered-set aggregate: how many stand before ORDER BY
};

/// The thing that DROP, COMMENT ON, ALTER … RENAME and others are about.
struct ObjectName {
    ObjectKind kind{};
    QualifiedName name;
    std::optional<Signature> signature; // routines, operators (its operands), casts (from, to), transforms (the type)
    std::optional<QualifiedName> table; // of a column, constraint, trigger, policy, rule: `name on table`
    std::optional<Identifier> place;    // the access method of an operator class, the server of a user mapping
    Span span;
};

// --- schemas, extensions, types, sequences ---

struct SchemaElement; // behind Statement

struct CreateSchema {
    bool if_not_exists = false;
    std::optional<Identifier> name;
    std::optional<Identifier> authorization;
    std::vector<SchemaElement> elements; // `create schema s create table …`
    Span span;
};

struct CreateExtension {
    bool if_not_exists = false;
    Identifier name;
    std::optional<Identifier> schema;
    std::optional<String> version;
    bool cascade = false;
    Span span;
};

struct AlterExtension {
    Identifier name;
    std::optional<String> update_to;
    std::optional<Identifier> set_schema;
    Word membership; // `add`, `drop` or nothing
    std::optional<ObjectName> member;
    Span span;
};

struct CreateEnum {
    QualifiedName name;
    std::vector<String> labels;
    Span span;
};

struct AddEnumValue {
    QualifiedName type;
    bool if_not_exists = false;
    String label;
    std::optional<String> before;
    std::optional<String> after;
    Span span;
};

struct RenameEnumValue {
    QualifiedName type;
    String from;
    String to;
    Span span;
};

using DomainClause = std::variant<QualifiedName, Constraint>; // COLLATE, or a fact or condition of its values

struct CreateDomain {
    QualifiedName name;
    TypeName type;
    std::vector<DomainClause> clauses; // in any order
    Span span;
};

/// A new name for a part of the thing that is altered.
struct RenamePart {
    Identifier from;
    Identifier to;
    bool cascade = false; // of an attribute: typed tables follow
    Span span;
};
/// `set default`, `drop default`, `set not null`, `drop not null`; the first has a value.
struct ChangeDomain {
    Word what;
    std::optional<Expression> value;
    Span span;
};
struct AddDomainConstraint {
    Constraint constraint;
    Span span;
};
struct ValidateDomainConstraint {
    Identifier name;
    Span span;
};
struct DropDomainConstraint {
    bool if_exists = false;
    Identifier name;
    bool cascade = false;
    Span span;
};

struct AlterDomain {
    QualifiedName name;
    std::variant<ChangeDomain, AddDomainConstraint, ValidateDomainConstraint, DropDomainConstraint, RenamePart> action;
    Span span;
};

struct Attribute {
    Identifier name;
    TypeName type;
    std::optional<QualifiedName> collation;
    Span span;
};

struct CreateComposite {
    QualifiedName name;
    std::vector<Attribute> attributes;
    Span span;
};

struct AddAttribute {
    Attribute attribute;
    bool cascade = false;
    Span span;
};
struct DropAttribute {
    bool if_exists = false;
    Identifier name;
    bool cascade = false;
    Span span;
};
struct SetAttributeType {
    Attribute attribute;
    bool cascade = false;
    Span span;
};
using AttributeAction = std::variant<AddAttribute, DropAttribute, SetAttributeType>;

struct AlterComposite {
    QualifiedName name;
    std::vector<AttributeAction> actions;
    Span span;
};

struct RenameAttribute {
    QualifiedName name;
    RenamePart part;
    Span span;
};

/// `name = value` of a type's definition; the value may be a type, a name, a number, a string or a word.
struct Definition {
    Identifier name;
    TokenRange value; // empty: the name alone
    Span span;
};

struct CreateRange {
    QualifiedName name;
    std::vector<Definition> definitions;
    Span span;
};

/// A base type with its functions, or the shell that these are declared with.
struct CreateBaseType {
    QualifiedName name;
    bool shell = false;
    std::vector<Definition> definitions;
    Span span;
};

struct CreateSequence {
    bool unlogged = false;
    bool temporary = false;
    bool if_not_exists = false;
    QualifiedName name;
    std::vector<SequenceOption> options;
    Span span;
};

struct AlterSequence {
    bool if_exists = false;
    QualifiedName name;
    std::vector<SequenceOption> options;
    Span span;
};

// --- tables ---

/// `partition by range (a, lower(b))`.
struct PartitionBy {
    Identifier strategy;
    std::vector<IndexElement> elements;
    Span span;
};

/// DEFAULT or FOR VALUES.
struct PartitionBound {
    Word kind;                      // `default`, `in`, `from`, `with`
    std::vector<Expression> values; // of `in`, or the lower end; MINVALUE and MAXVALUE as names
    std::vector<Expression> to;
    std::vector<Option> with; // modulus and remainder
    Span span;
};

struct CreateTable {
    Word persistence; // `unlogged`, a spelling of `temporary`, or nothing
    bool if_not_exists = false;
    QualifiedName name;
    std::optional<QualifiedName> of_type;
    std::optional<QualifiedName> partition_of;
    std::vector<TableElement> elements;
    std::vector<QualifiedName> inherits;
    std::optional<PartitionBound> partition_bound;
    std::optional<PartitionBy> partition_by;
    std::optional<Identifier> method;
    std::vector<Option> with;
    Word on_commit; // `delete rows`, `drop`, `preserve rows` or nothing
    std::optional<Identifier> tablespace;
    std::optional<Identifier> server; // of CREATE FOREIGN TABLE
    std::vector<ForeignOption> foreign_options;
    Span span;
};

struct AddColumn {
    bool if_not_exists = false;
    Column column;
    Span span;
};
struct DropColumn {
    bool if_exists = false;
    Identifier name;
    bool cascade = false;
    Span span;
};
struct SetType {
    Identifier column;
    TypeName type;
    std::optional<QualifiedName> collation;
    std::optional<Expression> using_;
    Span span;
};
struct SetDefault {
    Identifier column;
    Expression value;
    Span span;
};
struct DropDefault {
    Identifier column;
    Span span;
};
struct SetNotNull {
    Identifier column;
    Span span;
};
struct DropNotNull {
    Identifier column;
    Span span;
};
struct AddIdentity {
    Identifier column;
    Identity identity;
    Span span;
};
struct AlterIdentity {
    Identifier column;
    Word generated; // `always`, `by default` or nothing
    std::vector<SequenceOption> options;
    Span span;
};
struct DropIdentity {
    Identifier column;
    bool if_exists = false;
    Span span;
};
struct SetExpression {
    Identifier column;
    TokenRange value;
    Span span;
};
struct DropExpression {
    Identifier column;
    bool if_exists = false;
    Span span;
};
struct SetStatistics {
    Identifier column;
    Expression value;
    Span span;
};
struct SetStorage {
    Identifier column;
    Identifier storage;
    Span span;
};
struct SetCompression {
    Identifier column;
    Identifier method;
    Span span;
};
struct SetColumnOptions {
    Identifier column;
    Word mode;
    std::vector<Option> options;
    Span span;
}; // `set`, `reset`
struct AddConstraint {
    Constraint constraint;
    Span span;
};
struct AlterConstraint {
    Identifier name;
    ConstraintAttributes attributes;
    bool inherit = false;
    Span span;
};
struct ValidateConstraint {
    Identifier name;
    Span span;
};
struct DropConstraint {
    bool if_exists = false;
    Identifier name;
    bool cascade = false;
    Span span;
};
struct EnableTrigger {
    Word mode;                      // `enable`, `disable`, `enable replica`, `enable always`
    std::optional<Identifier> name; // none: ALL or USER
    Span span;
};
struct EnableRule {
    Word mode;
    Identifier name;
    Span span;
}; // as EnableTrigger
struct RowSecurity {
    Word mode;
    Span span;
}; // `enable`, `disable`, `force`, `no force`
struct ReplicaIdentity {
    Word mode;
    std::optional<Identifier> index;
    Span span;
}; // `default`, `full`, `nothing`, `using index`
struct SetLogged {
    Word mode;
    Span span;
}; // `logged`, `unlogged`
struct SetTableOptions {
    Word mode;
    std::vector<Option> options;
    Span span;
};
struct ChangeOwner {
    Identifier owner;
    Span span;
};
struct AttachPartition {
    QualifiedName table;
    PartitionBound bound;
    Span span;
};
struct DetachPartition {
    QualifiedName table;
    Word mode;
    Span span;
}; // `concurrently`, `finalize` or nothing
struct Inherit {
    Word mode;
    QualifiedName parent;
    Span span;
}; // `inherit`, `no inherit`
struct ClusterOn {
    Word mode;
    std::optional<Identifier> index;
    Span span;
}; // none: `set without cluster`
struct SetAccessMethod {
    Identifier method;
    Span span;
};
struct SetTablespace {
    Identifier tablespace;
    Span span;
};
struct ChangeForeignOptions {
    std::optional<Identifier> column; // none: of the table itself
    std::vector<ForeignOption> options;
    Span span;
};
struct OfType {
    std::optional<QualifiedName> type; // none: NOT OF
    Span span;
};
/// A subcommand the grammar reads and that changes nothing; `what` is its keywords.
struct OtherAction {
    Word what;
    TokenRange tokens;
    Span span;
};

using TableAction =
    std::variant<AddColumn, DropColumn, SetType, SetDefault, DropDefault, SetNotNull, DropNotNull, AddIdentity,
                 AlterIdentity, DropIdentity, SetExpression, DropExpression, SetStatistics, SetStorage, SetCompression,
                 SetColumnOptions, AddConstraint, AlterConstraint, ValidateConstraint, DropConstraint, EnableTrigger,
                 RowSecurity, ReplicaIdentity, SetLogged, SetTableOptions, ChangeOwner, AttachPartition,
                 DetachPartition, Inherit, ClusterOn, SetAccessMethod, SetTablespace, EnableRule, OtherAction,
                 ChangeForeignOptions, OfType>;

struct AlterTable {
    bool foreign = false; // ALTER FOREIGN TABLE
    bool if_exists = false;
    bool only = false;
    QualifiedName name;
    std::vector<TableAction> actions;
    Span span;
};

/// CREATE TABLE … AS, and SELECT … INTO.
struct CreateTableAs {
    Word persistence;
    bool if_not_exists = false;
    QualifiedName name;
    std::vector<Identifier> columns;
    std::optional<Identifier> method;
    std::vector<Option> with;
    Word on_commit;
    std::optional<Identifier> tablespace;
    Query query;
    Word data;         // `with data`, `with no data` or nothing
    bool into = false; // SELECT INTO: the name stands inside the query
    Span span;
};

// --- indexes ---

struct CreateIndex {
    bool unique = false;
    bool concurrently = false;
    bool if_not_exists = false;
    std::optional<Identifier> name;
    bool only = false;
    QualifiedName table;
    std::optional<Identifier> method;
    std::vector<IndexElement> elements;
    std::vector<Identifier> include;
    bool nulls_not_distinct = false;
    std::vector<Option> with;
    std::optional<Identifier> tablespace;
    std::optional<Expression> where;
    Span span;
};

struct AttachIndex {
    QualifiedName index;
    Span span;
};
struct SetIndexStatistics {
    Expression column;
    Expression value;
    Span span;
}; // by number
using IndexAction = std::variant<SetTableOptions, SetTablespace, AttachIndex, SetIndexStatistics>;

struct AlterIndex {
    bool if_exists = false;
    QualifiedName name;
    std::vector<IndexAction> actions;
    Span span;
};

using ViewAction = std::variant<SetDefault, DropDefault, SetTableOptions>;

struct AlterView {
    bool if_exists = false;
    QualifiedName name;
    std::vector<ViewAction> actions;
    Span span;
};

// --- objects whose definition is text: views, routines, triggers ---

struct CreateView {
    bool or_replace = false;
    bool temporary = false;
    bool recursive = false;
    QualifiedName name;
    std::vector<Identifier> columns;
    std::vector<Option> with;
    Query query;
    Word check_option; // `local`, `cascaded` or nothing
    Span span;
};

struct CreateMaterializedView {
    bool if_not_exists = false;
    QualifiedName name;
    std::vector<Identifier> columns;
    std::optional<Identifier> method;
    std::vector<Option> with;
    std::optional<Identifier> tablespace;
    Query query;
    bool no_data = false;
    Span span;
};

/// With some of the subcommands of ALTER TABLE.
struct AlterMaterializedView {
    bool if_exists = false;
    QualifiedName name;
    std::vector<TableAction> actions;
    Span span;
};

struct RefreshView {
    bool concurrently = false;
    QualifiedName name;
    bool no_data = false;
    Span span;
};

struct CreateRoutine {
    bool or_replace = false;
    bool is_procedure = false;
    QualifiedName name;
    std::vector<Argument> arguments;
    std::optional<TypeName> returns;
    std::vector<Argument> returns_table; // `returns table (…)`
    TokenRange body;                     // LANGUAGE, AS, attributes: everything behind the signature
    Span span;
};

struct CreateTrigger {
    bool or_replace = false;
    bool constraint = false;
    Identifier name;
    std::vector<Identifier> update_columns; // `update of a, b`
    QualifiedName table;
    QualifiedName function;
    TokenRange events; // from BEFORE, AFTER or INSTEAD up to ON
    TokenRange rest;   // behind the table up to EXECUTE
    TokenRange arguments;
    Span span;
};

struct CreatePolicy {
    Identifier name;
    QualifiedName table;
    std::optional<Identifier> mode; // `permissive`, `restrictive`
    Word command;                   // `all`, `select`, `insert`, `update`, `delete`
    std::vector<Identifier> roles;
    TokenRange using_; // between the parentheses
    TokenRange check;
    Span span;
};

struct AlterPolicy {
    Identifier name;
    QualifiedName table;
    std::vector<Identifier> roles;
    TokenRange using_;
    TokenRange check;
    Span span;
};

struct CreateRule {
    bool or_replace = false;
    Identifier name;
    Word event; // `select`, `insert`, `update`, `delete`
    QualifiedName table;
    std::optional<Expression> where;
    Word mode;           // `instead`, `also` or nothing
    TokenRange commands; // NOTHING, a command, or ( … ) with its parentheses
    Span span;
};

// --- what many kinds of object share ---

/// What the grammar has found in a statement about a named object, and which tokens it is. An option's label is the
/// clause it stands in; its tokens begin with its name.
struct Part {
    std::string_view label;
    TokenRange tokens;
};

/// CREATE of an object that is tracked by name and definition (named_kind.def), and of aggregates.
struct CreateNamed {
    ObjectName object; // its name may be left out of CREATE STATISTICS: then it is empty
    std::vector<Part> parts;
    TokenRange definition; // behind the name
    Span span;
};

/// ALTER of the definition of such an object, or of a routine.
struct AlterNamed {
    bool if_exists = false;
    ObjectName object;
    std::vector<Part> parts;
    TokenRange change; // behind the name
    Span span;
};

/// GRANT and REVOKE of membership in roles.
struct GrantRole {
    bool revoke = false;
    std::optional<Identifier> option_for; // REVOKE ADMIN OPTION FOR and the like
    std::vector<Identifier> roles;
    std::vector<Identifier> members;
    std::vector<Part> options; // `admin`, `inherit`, `set`; tokens: what stands behind the word
    bool cascade = false;
    Span span;
};

struct Drop {
    ObjectKind kind{};
    bool concurrently = false;
    bool if_exists = false;
    std::vector<ObjectName> names;
    bool cascade = false;
    Span span;
};

struct Rename {
    bool if_exists = false;
    bool only = false; // of a table's columns and constraints
    ObjectName object; // a column or a constraint has its table in `table`
    Identifier to;
    Span span;
};

struct SetSchema {
    bool if_exists = false;
    ObjectName object;
    Identifier schema;
    Span span;
};

struct AlterOwner {
    bool if_exists = false;
    ObjectName object;
    Identifier owner;
    Span span;
};

struct Comment {
    ObjectName object;
    std::optional<String> text; // none: IS NULL
    Span span;
};

/// SECURITY LABEL; a provider that is not named is the only one there is.
struct SecurityLabel {
    std::optional<String> provider;
    ObjectName object;
    std::optional<String> label; // none: IS NULL
    Span span;
};

/// ALTER … [NO] DEPENDS ON EXTENSION.
struct DependsOnExtension {
    ObjectName object;
    bool no = false;
    Identifier extension;
    Span span;
};

struct Privilege {
    std::string name; // lower case; `all`
    std::vector<Identifier> columns;
    Span span;
};

struct Grant {
    bool revoke = false;
    bool grant_option_for = false;
    std::vector<Privilege> privileges;
    ObjectKind kind{};          // table when the statement names none
    bool all_in_schema = false; // `on all tables in schema s`
    std::vector<ObjectName> objects;
    std::vector<Identifier> roles; // `public`, `current_user` and `session_user` as they are spelled
    bool with_grant_option = false;
    bool cascade = false;
    Span span;
};

struct DefaultPrivileges {
    std::vector<Identifier> roles;
    std::vector<Identifier> schemas;
    Word kind; // `tables`, `sequences`, `functions`, `types`, `schemas`, `large objects`
    Grant grant;
    Span span;
};

// --- statements that change rows, or that are passed on unread, or refused: RULINGS 11 ---

struct Data {
    TokenKind verb{};
    std::vector<QualifiedName> writes; // tables whose rows change
    std::vector<QualifiedName> reads;  // other relations named
    std::vector<Identifier> columns;   // of the tables written: INSERT's list, the targets of SET
    TokenRange tokens;
    Span span;
};

struct Opaque {
    std::string_view what; // `DO block`, `CALL`, `SELECT of a function`, `raw text`
    std::vector<QualifiedName> reads;
    TokenRange tokens;
    Span span;
};

struct SetLocal {
    std::string name; // lower case
    TokenRange tokens;
    Span span;
};

/// A statement that must not stand in a revision; `help` says what to write instead.
struct Refused {
    std::string what;
    std::string help;
    Span span;
};

/// A statement PostgreSQL knows and this version does not model; always an error.
struct Unsupported {
    std::string what;
    Span span;
};

// SET, SELECT set_config and the like at the head of pg_dump output: understood in a baseline, not passed on.
struct SessionSetting {
    TokenRange tokens;
    Span span;
};

using Statement =
    std::variant<CreateSchema, CreateExtension, AlterExtension, CreateEnum, AddEnumValue, RenameEnumValue, CreateDomain,
                 AlterDomain, CreateComposite, AlterComposite, RenameAttribute, CreateRange, CreateBaseType,
                 CreateSequence, AlterSequence, CreateTable, CreateTableAs, AlterTable, CreateIndex, AlterIndex,
                 AlterView, CreateView, CreateRoutine, CreateTrigger, Drop, Rename, SetSchema, AlterOwner, Comment,
                 Grant, Data, Opaque, SetLocal, Refused, Unsupported, SessionSetting, CreateMaterializedView,
                 AlterMaterializedView, RefreshView, CreatePolicy, AlterPolicy, CreateRule, CreateNamed, AlterNamed,
                 GrantRole, DefaultPrivileges, SecurityLabel, DependsOnExtension>;

/// A statement of its own inside of CREATE SCHEMA.
struct SchemaElement {
    Statement statement;
    TokenRange tokens;
};

// --- the revision file ---

struct Item;

/// `reversed by { … }` or `reversed by nothing`.
struct Reversal {
    bool nothing = false;
    bool rebuild = false; // `reversed by rebuild`
    std::vector<Item> items;
    Span span;
};

struct SqlItem {
    Statement statement;
    TokenRange tokens; // the statement itself, without `reversed by` and `;`
    std::optional<Reversal> reversal;
    Span span;
};

/// `raw $$ … $$`: text the grammar does not read.
struct RawItem {
    String text;
    std::optional<Reversal> reversal;
    Span span;
};

/// `for postgresql >= 15, sqlite { … } else { … }`.
struct DialectCondition {
    Identifier dialect;
    Word comparison; // empty, or one of >= > <= < =
    int version = 0;
    Span span;
};
struct ForItem {
    std::vector<DialectCondition> conditions;
    std::vector<Item> items;
    std::vector<Item> otherwise;
    bool unread = false; // no dialect of ours: the branch was only lexed
    Span span;
};

struct IncludeItem {
    String path;
    Span span;
};
struct AssertItem {
    String message;
    Query query;
    Span span;
};
struct AllowItem {
    Identifier hazard;
    String reason;
    std::optional<String> until;
    Span span;
};

struct Item {
    std::variant<SqlItem, RawItem, ForItem, IncludeItem, AssertItem, AllowItem> body;
};

enum class DowngradeKind : std::uint8_t { automatic, written, irreversible };

struct Downgrade {
    DowngradeKind kind = DowngradeKind::automatic;
    std::vector<Item> items;
    std::optional<String> reason; // irreversible
    Span span;
};

/// A revision id, a label or a reference to one: the source text that the touching tokens span (RULINGS 1).
struct RevisionName {
    std::string text;
    Span span;
};

struct Requires {
    Identifier dialect;
    int version = 0; // 0: any
    Span span;
};

struct Revision {
    RevisionName id;
    bool revises_base = false;
    std::vector<RevisionName> revises;
    std::optional<String> message;
    std::optional<String> description;
    std::vector<RevisionName> depends_on;
    std::vector<RevisionName> labels;
    std::optional<String> author;
    std::optional<String> created;
    std::vector<String> tickets;
    std::vector<String> requirements;
    std::optional<String> baseline;
    std::vector<Requires> requirements_of_server;
    std::vector<Item> upgrade;
    Downgrade downgrade;
    Span upgrade_span;
    Span span;
};

} // namespace migc::ast
