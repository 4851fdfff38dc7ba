# Completion of `jur` for bash: verbs and options are those that `jur --help` prints.
_jur() {
  local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]}
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    local verbs
    verbs=$("$1" --help 2>/dev/null | awk '/^Subcommands:/ { on = 1; next } on && NF { print $1 }')
    mapfile -t COMPREPLY < <(compgen -W "$verbs --help --version" -- "$word")
  elif [[ $word == -* ]]; then
    local options
    options=$("$1" "$verb" --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]*' | sort -u)
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
  else
    compopt -o filenames 2>/dev/null || true
    local suffix
    mapfile -t COMPREPLY < <(
      compgen -d -- "$word"
      for suffix in jur json jsonl; do compgen -f -X "!*.$suffix" -- "$word"; done
    )
  fi
}
complete -F _jur jur
