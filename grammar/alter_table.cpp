// ALTER TABLE with its list of subcommands. The forms that stand alone (RENAME, SET SCHEMA) are read by
// alter_object.cpp. Manual: ALTER TABLE.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

constexpr node_rule<ast::AddColumn> add_column = "ADD COLUMN";
constexpr node_rule<ast::DropColumn> drop_column = "DROP COLUMN";
constexpr node_rule<ast::SetType> set_type = "TYPE";
constexpr node_rule<ast::SetDefault> set_default = "SET DEFAULT";
constexpr node_rule<ast::DropDefault> drop_default = "DROP DEFAULT";
constexpr node_rule<ast::SetNotNull> set_not_null = "SET NOT NULL";
constexpr node_rule<ast::DropNotNull> drop_not_null = "DROP NOT NULL";
constexpr node_rule<ast::AddIdentity> add_identity = "ADD GENERATED";
constexpr node_rule<ast::AlterIdentity> alter_identity = "SET GENERATED";
constexpr node_rule<ast::DropIdentity> drop_identity = "DROP IDENTITY";
constexpr node_rule<ast::SetExpression> set_expression = "SET EXPRESSION";
constexpr node_rule<ast::DropExpression> drop_expression = "DROP EXPRESSION";
constexpr node_rule<ast::SetStatistics> set_statistics = "SET STATISTICS";
constexpr node_rule<ast::SetStorage> set_storage = "SET STORAGE";
constexpr node_rule<ast::SetCompression> set_compression = "SET COMPRESSION";
constexpr node_rule<ast::SetColumnOptions> set_column_options = "SET or RESET";
constexpr node_rule<ast::AddConstraint> add_constraint = "ADD CONSTRAINT";
constexpr node_rule<ast::AlterConstraint> alter_constraint = "ALTER CONSTRAINT";
constexpr node_rule<ast::ValidateConstraint> validate_constraint = "VALIDATE CONSTRAINT";
constexpr node_rule<ast::DropConstraint> drop_constraint = "DROP CONSTRAINT";
constexpr node_rule<ast::EnableTrigger> enable_trigger = "ENABLE or DISABLE TRIGGER";
constexpr node_rule<ast::EnableRule> enable_rule = "ENABLE or DISABLE RULE";
constexpr node_rule<ast::RowSecurity> row_security = "ROW LEVEL SECURITY";
constexpr node_rule<ast::ReplicaIdentity> replica_identity = "REPLICA IDENTITY";
struct replica_index_id : Spanned {};
constexpr x3::rule<replica_index_id, ast::ReplicaIdentity> replica_index = "REPLICA IDENTITY USING INDEX";
constexpr node_rule<ast::SetLogged> set_logged = "SET LOGGED";
constexpr node_rule<ast::SetTableOptions> set_table_options = "SET ( … )";
constexpr node_rule<ast::ChangeOwner> change_owner = "OWNER TO";
constexpr node_rule<ast::AttachPartition> attach_partition = "ATTACH PARTITION";
constexpr node_rule<ast::DetachPartition> detach_partition = "DETACH PARTITION";
constexpr node_rule<ast::Inherit> inherit = "INHERIT";
constexpr node_rule<ast::ClusterOn> cluster_on = "CLUSTER ON";
struct without_cluster_id : Spanned {};
constexpr x3::rule<without_cluster_id, ast::ClusterOn> without_cluster = "SET WITHOUT CLUSTER";
constexpr node_rule<ast::SetAccessMethod> set_access_method = "SET ACCESS METHOD";
constexpr node_rule<ast::SetTablespace> set_tablespace = "SET TABLESPACE";
constexpr Reader<ast::PartitionBound, parse_partition_bound> partition_bound{"FOR VALUES or DEFAULT"};
constexpr node_rule<ast::ChangeForeignOptions> change_options = "OPTIONS";
struct column_options_change_id : Spanned {};
constexpr x3::rule<column_options_change_id, ast::ChangeForeignOptions> change_column_options =
    "ALTER COLUMN … OPTIONS";
constexpr node_rule<ast::OfType> of_type = "OF";
struct not_of_id : Spanned {};
constexpr x3::rule<not_of_id, ast::OfType> not_of = "NOT OF";
constexpr Reader<std::vector<ast::ForeignOption>, parse_foreign_option_list> foreign_options{"OPTIONS"};
constexpr node_rule<ast::OtherAction> other_action = "a subcommand";
struct action_id;
constexpr x3::rule<action_id, ast::TableAction> action = "a subcommand of ALTER TABLE";
constexpr node_rule<ast::AlterTable> alter_table = "ALTER TABLE";

constexpr Reader<ast::ConstraintAttributes, parse_constraint_attributes> attributes{"DEFERRABLE, NOT VALID, …"};

auto const column = x3::omit[-"column"_kw] >> identifier;
// `column` and the words that tell the forms of ALTER COLUMN apart; then each form commits.
auto const of_column = "alter"_kw >> column;

auto const add_column_def = "add"_kw >> x3::omit[-"column"_kw] >> if_not_exists >> column_definition;
auto const drop_column_def = "drop"_kw >> x3::omit[-"column"_kw] >> if_exists >> identifier >> cascade;
auto const set_type_def = of_column >> x3::omit[-"set data"_kw] >> "type"_kw > type_name >
                          -("collate"_kw > qualified_name) > -("using"_kw > a_expr);
auto const set_default_def = of_column >> "set default"_kw > a_expr;
auto const drop_default_def = of_column >> "drop default"_kw;
auto const set_not_null_def = of_column >> "set not null"_kw;
auto const drop_not_null_def = of_column >> "drop not null"_kw;
auto const add_identity_def = of_column >> "add"_kw > identity;
auto const identity_option = ("set"_kw >> sequence_option) | (&"restart"_kw >> sequence_option);
auto const alter_identity_def = of_column >>
                                &("set generated"_kw | "set increment"_kw | "set start"_kw | "set minvalue"_kw |
                                  "set maxvalue"_kw | "set no"_kw | "set cache"_kw | "set cycle"_kw | "restart"_kw) >>
                                -("set generated"_kw > word_of("always"_kw, "by default"_kw)) >> *identity_option;
auto const drop_identity_def = of_column >> "drop identity"_kw >> if_exists;
auto const set_expression_def = of_column >> "set expression as"_kw > balanced;
auto const drop_expression_def = of_column >> "drop expression"_kw >> if_exists;
auto const set_statistics_def = of_column >> "set statistics"_kw > a_expr;
auto const set_storage_def = of_column >> "set storage"_kw > label;
auto const set_compression_def = of_column >> "set compression"_kw > label;
auto const set_column_options_def = of_column >> word_of("set"_kw, "reset"_kw) >> options;

auto const add_constraint_def = "add"_kw >> table_constraint;
auto const alter_constraint_def = "alter constraint"_kw > identifier > attributes > x3::matches["inherit"_kw];
auto const validate_constraint_def = "validate constraint"_kw > identifier;
auto const drop_constraint_def = "drop constraint"_kw > if_exists > identifier > cascade;
auto const trigger_name = x3::omit["all"_kw | "user"_kw] | identifier;
auto const enable_trigger_def =
    word_of("enable replica"_kw, "enable always"_kw, "enable"_kw, "disable"_kw) >> "trigger"_kw > trigger_name;
auto const enable_rule_def =
    word_of("enable replica"_kw, "enable always"_kw, "enable"_kw, "disable"_kw) >> "rule"_kw > identifier;
auto const row_security_def = word_of("enable"_kw, "disable"_kw, "no force"_kw, "force"_kw) >> "row level security"_kw;
auto const replica_index_def = "replica identity"_kw >> word_of("using index"_kw) > identifier;
auto const replica_identity_def = "replica identity"_kw >
                                  word_of("default"_kw, "full"_kw,
                                          "nothing"_kw) > x3::attr(std::optional<ast::Identifier>{});
auto const set_logged_def = "set"_kw >> word_of("logged"_kw, "unlogged"_kw);
auto const set_table_options_def = word_of("set"_kw, "reset"_kw) >> options;
auto const change_owner_def = "owner to"_kw > role;
auto const attach_partition_def = "attach partition"_kw > qualified_name > partition_bound;
auto const detach_partition_def = "detach partition"_kw > qualified_name > -word_of("concurrently"_kw, "finalize"_kw);
auto const inherit_def = word_of("no inherit"_kw, "inherit"_kw) > qualified_name;
auto const cluster_on_def = word_of("cluster on"_kw) > identifier;
auto const without_cluster_def = word_of("set without cluster"_kw) >> x3::attr(std::optional<ast::Identifier>{});
auto const set_access_method_def = "set access method"_kw > label;
auto const set_tablespace_def = "set tablespace"_kw > identifier;
auto const change_column_options_def = of_column >> &"options"_kw > foreign_options;
auto const change_options_def = &"options"_kw >> x3::attr(std::optional<ast::Identifier>{}) > foreign_options;
auto const of_type_def = "of"_kw > qualified_name;
auto const not_of_def = "not of"_kw >> x3::attr(std::optional<ast::QualifiedName>{});
auto const other_action_def = word_of("set without oids"_kw) >> x3::attr(TokenRange{});
auto const action_def = add_constraint | add_column | drop_constraint | drop_column | alter_constraint | set_type |
                        set_default | drop_default | set_not_null | drop_not_null | add_identity | set_expression |
                        set_statistics | set_storage | set_compression | set_column_options | change_column_options |
                        alter_identity | drop_identity | drop_expression | validate_constraint | enable_trigger |
                        enable_rule | row_security | replica_index | replica_identity | set_logged | attach_partition |
                        detach_partition | inherit | cluster_on | without_cluster | set_access_method | set_tablespace |
                        change_options | of_type | not_of | other_action | set_table_options | change_owner;
auto const alter_table_def = "alter"_kw >> x3::matches["foreign"_kw] >> "table"_kw > if_exists >
                             x3::matches["only"_kw] > qualified_name > x3::omit[-"*"_kw] >
                             list<ast::TableAction>("a subcommand of ALTER TABLE", action);

// ALTER MATERIALIZED VIEW has some of the same subcommands; which, the catalog says.
constexpr node_rule<ast::AlterMaterializedView> alter_materialized = "ALTER MATERIALIZED VIEW";
auto const alter_materialized_def = "alter materialized view"_kw > if_exists > qualified_name >
                                    list<ast::TableAction>("a subcommand of ALTER TABLE", action);

BOOST_SPIRIT_DEFINE(add_column, drop_column, set_type, set_default, drop_default, set_not_null, drop_not_null,
                    add_identity, alter_identity, drop_identity, set_expression, drop_expression, set_statistics,
                    set_storage, set_compression, set_column_options, add_constraint, alter_constraint,
                    validate_constraint, drop_constraint, enable_trigger, enable_rule, row_security, replica_index,
                    replica_identity, set_logged, attach_partition, detach_partition, inherit, cluster_on,
                    without_cluster, set_access_method, set_tablespace, set_table_options, change_owner, change_options,
                    change_column_options, of_type, not_of, other_action, action, alter_table, alter_materialized)

bool parse_alter_table(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::AlterTable>(alter_table, first, last, session, out);
}

bool parse_alter_materialized_view(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::AlterMaterializedView>(alter_materialized, first, last, session, out);
}

} // namespace migc::grammar
