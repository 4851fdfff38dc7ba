#include "check/context.h"

namespace jur::checking {
namespace {

template <class T>
T stub(model::ModuleId module, NodeRef declaration, NodeRef name) {
  T out;
  out.name = std::string(name.text());
  out.title = title_of(declaration);
  out.module = module;
  out.span = name.span();
  return out;
}

std::uint32_t make(model::Program& p, SymbolKind kind, model::ModuleId m, NodeRef d, NodeRef name) {
  switch (kind) {
    case SymbolKind::Enum:
      return p.enums.add(stub<model::EnumType>(m, d, name)).index;
    case SymbolKind::Record:
      return p.records.add(stub<model::Record>(m, d, name)).index;
    case SymbolKind::Group:
      return p.groups.add(stub<model::Group>(m, d, name)).index;
    case SymbolKind::Relation:
      return p.relations.add(stub<model::Relation>(m, d, name)).index;
    case SymbolKind::Case:
      return p.cases.add(stub<model::CaseType>(m, d, name)).index;
    case SymbolKind::Define:
      return p.defines.add(stub<model::Define>(m, d, name)).index;
    case SymbolKind::Action:
      return p.actions.add(stub<model::Action>(m, d, name)).index;
    case SymbolKind::Law:
      return p.laws.add(stub<model::Law>(m, d, name)).index;
    case SymbolKind::Route:
      return p.routes.add(stub<model::Route>(m, d, name)).index;
    case SymbolKind::Decision:
      p.decisions.push_back(stub<model::Decision>(m, d, name));
      break;
  }
  return static_cast<std::uint32_t>(p.decisions.size() - 1);
}

std::optional<SymbolKind> symbol_kind(NodeKind k) {
  switch (k) {
    case NodeKind::enum_decl:
      return SymbolKind::Enum;
    case NodeKind::record_decl:
      return SymbolKind::Record;
    case NodeKind::group_decl:
      return SymbolKind::Group;
    case NodeKind::relation_decl:
      return SymbolKind::Relation;
    case NodeKind::case_decl:
      return SymbolKind::Case;
    case NodeKind::define_decl:
      return SymbolKind::Define;
    case NodeKind::action_decl:
      return SymbolKind::Action;
    case NodeKind::law_decl:
      return SymbolKind::Law;
    case NodeKind::route_decl:
      return SymbolKind::Route;
    case NodeKind::decision_decl:
      return SymbolKind::Decision;
    default:
      return std::nullopt;
  }
}

void declare_one(Context& c, model::ModuleId m, NodeRef d) {
  const auto kind = symbol_kind(d.kind());
  const NodeRef name = name_of(d);
  if (!kind || !name) return;
  auto& names = c.symbols[m.index];
  if (const auto first = names.find(name.text()); first != names.end()) {
    c.sink.report(Code::DuplicateName, name.span(), name.text())
        .label(first->second.span, fmt::format("first declared here, as {}", with_article(kind_name(first->second.kind))))
        .help("give one of them another name");
    c.left_out.emplace(m, std::string(name.text()), *kind);
    return;
  }
  const std::uint32_t index = make(c.program, *kind, m, d, name);
  c.nodes[static_cast<std::size_t>(*kind)].push_back(d);
  names.emplace(std::string(name.text()), Symbol{*kind, index, name.span()});
}

}  // namespace

void declare(Context& c) {
  for (const model::ModuleId m : c.program.modules.ids()) {
    for (const NodeRef decl : c.units[m.index].tree->root().children(NodeKind::decl)) {
      if (const NodeRef d = decl.only_child()) declare_one(c, m, d);
    }
  }
}

}  // namespace jur::checking
