// The nodes that X3 fills field by field, in the order of the grammar; nothing else stands here.
#pragma once

#include "grammar/ast.hpp"

#include <boost/fusion/include/adapt_struct.hpp>

BOOST_FUSION_ADAPT_STRUCT(migc::ast::Option, name, value)

// constraints
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Check, condition)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Default, value)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Generated, value, kind)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Identity, generated, options)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::IndexParameters, nulls_not_distinct, columns, without_overlaps, include, with,
                          tablespace, using_index)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Unique, parameters)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::PrimaryKey, parameters)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::References, table, columns, actions)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::ForeignKey, columns, references)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::IndexElement, subject, collation, operator_class, operator_class_options, order,
                          nulls_order)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::ExcludeElement, element, operator_)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Exclude, method, elements, include, with, tablespace, where)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::NotNullColumn, column)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Constraint, name, body, attributes)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Column, name, type, storage, compression, foreign_options, collation, constraints)

// schemas, extensions, types, sequences
BOOST_FUSION_ADAPT_STRUCT(migc::ast::QualifiedName, schema, name)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateSchema, if_not_exists, name, authorization)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateExtension, if_not_exists, name)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterExtension, name, update_to, set_schema, membership, member)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateEnum, name, labels)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AddEnumValue, type, if_not_exists, label, before, after)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::RenameEnumValue, type, from, to)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateDomain, name, type, clauses)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::RenamePart, from, to, cascade)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::ChangeDomain, what, value)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AddDomainConstraint, constraint)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::ValidateDomainConstraint, name)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::DropDomainConstraint, if_exists, name, cascade)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterDomain, name, action)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Attribute, name, type, collation)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateComposite, name, attributes)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AddAttribute, attribute, cascade)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::DropAttribute, if_exists, name, cascade)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetAttributeType, attribute, cascade)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterComposite, name, actions)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::RenameAttribute, name, part)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Definition, name, value)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateRange, name, definitions)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateBaseType, name, shell, definitions)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateSequence, unlogged, temporary, if_not_exists, name, options)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterSequence, if_exists, name, options)

// tables
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Like, table, options)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateTable, persistence, if_not_exists, name, of_type, partition_of, elements,
                          inherits, partition_bound, partition_by, method, with, on_commit, tablespace, server,
                          foreign_options)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AddColumn, if_not_exists, column)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::DropColumn, if_exists, name, cascade)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetType, column, type, collation, using_)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetDefault, column, value)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::DropDefault, column)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetNotNull, column)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::DropNotNull, column)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AddIdentity, column, identity)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterIdentity, column, generated, options)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::DropIdentity, column, if_exists)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetExpression, column, value)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::DropExpression, column, if_exists)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetStatistics, column, value)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetStorage, column, storage)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetCompression, column, method)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetColumnOptions, column, mode, options)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AddConstraint, constraint)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterConstraint, name, attributes, inherit)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::ValidateConstraint, name)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::DropConstraint, if_exists, name, cascade)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::EnableTrigger, mode, name)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::RowSecurity, mode)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::ReplicaIdentity, mode, index)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetLogged, mode)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetTableOptions, mode, options)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::ChangeOwner, owner)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::OtherAction, what, tokens)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::ChangeForeignOptions, column, options)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::OfType, type)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterTable, foreign, if_exists, only, name, actions)

BOOST_FUSION_ADAPT_STRUCT(migc::ast::PartitionBy, strategy, elements)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::PartitionBound, kind, values, to, with)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AttachPartition, table, bound)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::DetachPartition, table, mode)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Inherit, mode, parent)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::ClusterOn, mode, index)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetAccessMethod, method)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetTablespace, tablespace)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateTableAs, persistence, if_not_exists, name, columns, method, with, on_commit,
                          tablespace, query, data)

// indexes
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AttachIndex, index)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetIndexStatistics, column, value)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterIndex, if_exists, name, actions)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterView, if_exists, name, actions)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateIndex, unique, concurrently, if_not_exists, name, only, table, method,
                          elements, include, nulls_not_distinct, with, tablespace, where)

// objects whose definition is text
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateView, or_replace, temporary, recursive, name, columns, with, query,
                          check_option)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateRoutine, or_replace, is_procedure, name, arguments, returns, returns_table,
                          body)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateTrigger, or_replace, constraint, name, events, table, rest, function,
                          arguments)

BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateMaterializedView, if_not_exists, name, columns, method, with, tablespace,
                          query, no_data)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterMaterializedView, if_exists, name, actions)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::RefreshView, concurrently, name, no_data)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreatePolicy, name, table, mode, command, roles, using_, check)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterPolicy, name, table, roles, using_, check)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::CreateRule, or_replace, name, event, table, where, mode, commands)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::EnableRule, mode, name)

// what many kinds of object share
BOOST_FUSION_ADAPT_STRUCT(migc::ast::ObjectName, table, kind, name)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Drop, kind, concurrently, if_exists, names, cascade)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SecurityLabel, provider, object, label)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::DependsOnExtension, object, no, extension)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Rename, if_exists, only, object, to)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::SetSchema, if_exists, object, schema)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AlterOwner, if_exists, object, owner)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Comment, object, text)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Privilege, name, columns)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::DefaultPrivileges, roles, schemas, kind, grant)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Grant, revoke, grant_option_for, privileges, all_in_schema, kind, objects, roles,
                          with_grant_option, cascade)
