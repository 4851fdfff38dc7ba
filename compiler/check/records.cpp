#include <algorithm>
#include <array>

#include "check/context.h"
#include "check/fields.h"

namespace jur::checking {
namespace {

constexpr std::array kRecords{SymbolKind::Record};

// Both modules are loaded by some module, so that a case may have the fields of both.
bool meet(const Context& c, model::ModuleId a, model::ModuleId b) {
  if (a == b) return true;
  for (const model::ModuleId m : c.program.modules.ids()) {
    const auto modules = model::loaded(c.program, m);
    if (std::ranges::binary_search(modules, a) && std::ranges::binary_search(modules, b)) return true;
  }
  return false;
}

void add_fields(Context& c, model::ModuleId module, NodeRef d, model::RecordId record, std::vector<NodeRef>& nodes) {
  for (const NodeRef node : d.children(NodeKind::field)) {
    auto field = field_of_node(c, module, node);
    if (!field) continue;
    model::Record& r = c.program.records[record];
    const auto first = std::find_if(r.fields.begin(), r.fields.end(), [&](const model::Field& f) {
      return f.name == field->name && (f.module == r.module || meet(c, f.module, module));
    });
    if (first == r.fields.end()) {
      r.fields.push_back(std::move(*field));
      nodes.push_back(node);
      continue;
    }
    Diagnostic& e = c.sink.report(Code::DuplicateName, field->span, field->name);
    e.label(first->span, first->module == module
                             ? "first declared here"
                             : fmt::format("first declared here, in module `{}`", c.program.modules[first->module].name));
    e.help("give one of them another name");
  }
}

// Records that hold themselves, directly or not: the field that closes a circle is reported and made an Error.
struct Circles {
  Context& c;
  enum class State : std::uint8_t { New, Open, Done };
  std::vector<State> states{};
  struct Step {
    model::RecordId record;
    std::size_t field = 0;
  };

  std::string circle(const std::vector<Step>& way, model::RecordId back) const {
    std::string out;
    bool on = false;
    for (const Step& s : way) {
      on = on || s.record == back;
      if (on) out += fmt::format("`{}` → ", c.program.records[s.record].name);
    }
    return out + fmt::format("`{}`", c.program.records[back].name);
  }

  void visit(model::RecordId from) {
    std::vector<Step> way{{from}};
    states[from.index] = State::Open;
    while (!way.empty()) {
      Step& top = way.back();
      model::Record& r = c.program.records[top.record];
      if (top.field == r.fields.size()) {
        states[top.record.index] = State::Done;
        way.pop_back();
        continue;
      }
      model::Field& f = r.fields[top.field++];
      if (f.type.kind != model::TypeKind::Record) continue;
      const model::RecordId next = f.type.record;
      if (states[next.index] == State::Open) {
        c.sink.report(Code::DefinitionCycle, f.span, fmt::format("record `{}`", c.program.records[next].name), circle(way, next))
            .help("a record may hold other records, but not itself");
        f.type = {};
      } else if (states[next.index] == State::New) {
        states[next.index] = State::Open;
        way.push_back({next});
      }
    }
  }
};

bool may_be_left_out(const model::Program& p, const model::Field& f) {
  if (f.optional || f.presumed || f.fallback || f.type.kind == model::TypeKind::Error) return true;
  if (f.type.kind != model::TypeKind::Record) return false;
  const auto& fields = p.records[f.type.record].fields;
  return std::all_of(fields.begin(), fields.end(), [&](const model::Field& inner) { return may_be_left_out(p, inner); });
}

struct Extension {
  model::RecordId record;
  std::size_t field;
  NodeRef node;
};

}  // namespace

void check_records(Context& c) {
  std::vector<std::vector<NodeRef>> nodes(c.program.records.size());
  each(c, NodeKind::record_decl, [&](model::ModuleId module, NodeRef d) {
    if (const auto index = c.declared(module, d)) add_fields(c, module, d, model::RecordId(*index), nodes[*index]);
  });
  std::vector<Extension> extensions;
  each(c, NodeKind::extend_decl, [&](model::ModuleId module, NodeRef d) {
    const NodeRef path = d.child(NodeKind::path);
    if (!path || (d.broken() && !c.peek(module, path_text(path), kRecords))) return;
    const auto found = c.find(module, path, kRecords, "record");
    if (!found) return;
    auto& of = nodes[found->index];
    const std::size_t before = of.size();
    add_fields(c, module, d, model::RecordId(found->index), of);
    for (std::size_t i = before; i < of.size(); ++i) extensions.push_back({model::RecordId(found->index), i, of[i]});
  });
  Circles circles{c};
  circles.states.resize(c.program.records.size());
  for (const model::RecordId id : c.program.records.ids()) {
    if (circles.states[id.index] == Circles::State::New) circles.visit(id);
  }
  for (const model::RecordId id : c.program.records.ids()) {
    for (std::size_t i = 0; i < nodes[id.index].size(); ++i) {
      model::Field field = c.program.records[id].fields[i];
      finish_field(c, field.module, nodes[id.index][i], field);
      c.program.records[id].fields[i] = std::move(field);
    }
  }
  for (const Extension& e : extensions) {
    const model::Record& r = c.program.records[e.record];
    const model::Field& f = r.fields[e.field];
    if (e.node.broken() || may_be_left_out(c.program, f)) continue;
    c.sink.report(Code::ExtensionNotOptional, f.span, f.name, r.name)
        .label(r.span, "cases of this record exist that know nothing of the extension")
        .help("write `?` after its type, or `= VALUE` for what holds when it is left out");
  }
}

}  // namespace jur::checking
