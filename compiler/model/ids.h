// The ids of the model's stores.
#pragma once
#include "base/ids.h"

namespace jur::model {

struct Module;
struct EnumType;
struct Record;
struct Group;
struct Relation;
struct CaseType;
struct Define;
struct Action;
struct Law;
struct Rule;
struct Statement;
struct Expr;
struct Route;
struct Scenario;
using ModuleId = Id<Module>;
using EnumId = Id<EnumType>;
using RecordId = Id<Record>;
using GroupId = Id<Group>;
using RelationId = Id<Relation>;
using CaseId = Id<CaseType>;
using DefineId = Id<Define>;
using ActionId = Id<Action>;
using LawId = Id<Law>;
using RuleId = Id<Rule>;
using StatementId = Id<Statement>;
using ExprId = Id<Expr>;
using RouteId = Id<Route>;
using ScenarioId = Id<Scenario>;

}  // namespace jur::model
