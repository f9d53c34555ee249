// What ALTER can change of a named object, as its `properties`: CREATE sets them, ALTER adds, replaces and
// takes away, each with the errors that the server raises. emit/write_named.cpp says them.
#pragma once

#include "compiler/catalog/context.hpp"

#include <set>

namespace migc::catalog {

class PropertyReader {
public:
    PropertyReader(Context& context, Named& object) : context_(context), object_(object) {}

    void created(std::vector<ast::Part> const& parts);
    /// `change` is the whole text behind the name.
    void altered(std::vector<ast::Part> const& parts, grammar::TokenRange change);

private:
    using Parts = std::vector<ast::Part>;

    void add_option(ast::Part const& part);
    void set_option(ast::Part const& part);
    void drop_option(ast::Part const& part);
    void options(Parts const& parts);
    void wrapper(Parts const& parts);
    void server(Parts const& parts);
    void publication(Parts const& parts, bool created);
    void publish_tables(Parts const& parts, ast::Part const& whole, std::string_view verb, std::set<Name>& listed);
    void publish_table(Parts const& parts, ast::Part const& whole, Table const& table);
    void check_column_lists(Span span);
    void publish_schema(ast::Part const& part, std::string_view verb);
    void subscribe(Parts const& parts);
    void subscription(Parts const& parts);
    void configuration(Parts const& parts);
    void dictionary(Parts const& parts);
    void family(Parts const& parts);
    void operator_options(Parts const& parts);
    void role(Parts const& parts);
    void setting(Parts const& parts);
    void database(Parts const& parts);
    void tablespace(Parts const& parts);

    bool has(Parts const& parts, std::string_view label) const;
    void set(std::string name, Expression value);
    void set(std::string name, std::string text) { set(std::move(name), Expression{std::move(text), {}, false}); }
    Expression routine(grammar::TokenRange tokens);
    std::vector<std::string> argument_types(Parts const& parts, ast::Part const& entry);
    std::string plain(grammar::TokenRange tokens);
    void missing(std::string_view what, std::string const& name, Span span);
    void there_already(std::string_view what, std::string const& name, Span span);

    Context& context_;
    Named& object_;
};

} // namespace migc::catalog
