# In ~/.bashrc: source <(busybody completions bash)
# Completes busybody at the Tab key. Holds no commands and flags of its own: every Tab asks `busybody complete`, which reads the
# table of the version that is installed, and only looks. What comes back is data: nothing here evaluates it, and what a shell
# would act on is quoted when it is put on the line.
_busybody() {
  COMPREPLY=()
  local cur text=${COMP_LINE:0:COMP_POINT} quote= piece=$2 head mode word line i
  local -a words=()
  if [[ -n $COMP_LINE ]]; then
    # Bash cuts words at more than blanks, such as the @ of an address: put together what no blank parts.
    for ((i = 0; i < COMP_CWORD; i++)); do
      head=${text%%[![:space:]]*} text=${text#"${text%%[![:space:]]*}"}
      text=${text#"${COMP_WORDS[i]}"}
      if [[ -n $head || i -eq 0 ]]; then words+=("${COMP_WORDS[i]}"); else words[${#words[@]}-1]+=${COMP_WORDS[i]}; fi
    done
    if [[ $text == [[:space:]]* ]]; then
      cur=${text#"${text%%[![:space:]]*}"}
    else
      cur=${words[${#words[@]}-1]}$text
      unset 'words[${#words[@]}-1]'
    fi
  else
    words=("${COMP_WORDS[@]:0:COMP_CWORD}") cur=${COMP_WORDS[COMP_CWORD]} piece=${COMP_WORDS[COMP_CWORD]}
  fi
  words=("${words[@]:1}")
  words=("${words[@]//[\\\"\']/}")
  case $cur in [\"\']*) quote=${cur:0:1} cur=${cur:1} ;; esac
  # What stands before the piece that is replaced stays on the line.
  head=
  if [[ -z $quote && $cur == *"$piece" ]]; then head=${cur%"$piece"}; fi
  cur=${cur//\\/} head=${head//\\/}
  {
    IFS= read -r mode || return 0
    case $mode in
      files) compopt -o default 2>/dev/null; return 0 ;;
      directories) compopt -o dirnames 2>/dev/null; return 0 ;;
    esac
    while IFS= read -r line; do
      word=${line%%$'\t'*}
      [[ $word == "$cur"* ]] || continue
      if [[ -n $quote ]]; then
        # Between double quotes the shell still acts: only what it cannot act on.
        [[ $word == *[!A-Za-z0-9@%_+:,./=-]* ]] || COMPREPLY+=("$word")
      else
        printf -v word %q "${word#"$head"}"
        COMPREPLY+=("$word")
      fi
    done
  } < <(command busybody complete -- "${words[@]}" "$cur" 2>/dev/null </dev/null)
  return 0
}
complete -F _busybody busybody
