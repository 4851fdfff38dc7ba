#compdef jur
# Completion of `jur` for zsh: verbs and options are those that `jur --help` prints.
_jur() {
  local -a found
  if (( CURRENT == 2 )); then
    found=(${(f)"$($words[1] --help 2>/dev/null | awk '/^Subcommands:/ { on = 1; next } on && NF { print $1 }')"})
    compadd -- $found --help --version
  elif [[ $words[CURRENT] == -* ]]; then
    found=(${(f)"$($words[1] $words[2] --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]*' | sort -u)"})
    compadd -- $found
  else
    _files -g '*.(jur|json|jsonl)(-.)'
  fi
}
_jur "$@"
