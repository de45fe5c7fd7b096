#compdef busybody
# As _busybody in a directory of $fpath, or after compinit: source <(busybody completions zsh)
# Completes busybody at the Tab key. Holds no commands and flags of its own: every Tab asks `busybody complete`, which reads the
# table of the version that is installed, and only looks. What comes back is data: nothing here evaluates it, and what a shell
# would act on is quoted when it is put on the line.
_busybody() {
  local -a lines names shown
  local line name mode
  lines=("${(@f)$(command busybody complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  mode=$lines[1]
  case $mode in
    files) [[ $PREFIX == --*=* ]] && compset -P '*='; _files; return ;;
    directories) [[ $PREFIX == --*=* ]] && compset -P '*='; _files -/; return ;;
  esac
  for line in "${(@)lines[2,-1]}"; do
    [[ -n $line ]] || continue
    name=${line%%$'\t'*}
    names+=("$name")
    if [[ $line == *$'\t'* ]]; then shown+=("${(r:24:)name}  ${line#*$'\t'}"); else shown+=("$name"); fi
  done
  (( $#names )) || return 1
  compadd -l -d shown -a -- names
}
if [[ $funcstack[1] == _busybody ]]; then
  _busybody "$@"
elif (( $+functions[compdef] )); then
  compdef _busybody busybody
fi
