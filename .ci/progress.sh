# Carries out a plan, sourced by steps.sh: which step of how many, for how long already, for about how long still, and in
# the end a table of what each took. A plan is a list of "title|function|seconds that it usually takes the first time". A
# title that begins with & runs beside the steps after it, until one of them calls `wait_for` with its function.

PROGRESS="$PWD/target/steps" # output of steps that show none, how they ended, and how long each took last time
LINE_EVERY_S=15              # how often a step says that it is still at work, where no terminal shows a clock
TABLE=()                     # "title|seconds" of the steps that are done
CHILD=""                     # the step that runs now, if it runs in a group of its own
FAILED_LOUD=""               # the function of the step that failed, if all that it printed was shown
declare -A BESIDE_PID BESIDE_TITLE

minutes() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

# How long function $1 took when it was last run here; the usual time $2 on a machine where it was not.
expected_s() {
  local last
  last=$(cat "$PROGRESS/$1.seconds" 2>/dev/null || true)
  echo "${last:-$2}"
}

# "[3/7] Server · 2:10 · about 4:00 to go", for a step that has run for $1 seconds and is expected to take $2.
status_line() {
  local ran=$1 expected=$2 left
  left=$((expected > ran ? expected - ran : 0))
  printf '[%d/%d] %s · %s' "$STEP" "$STEPS" "$TITLE" "$(minutes "$ran")"
  if ((ran > expected + 10)); then
    printf ' · longer than usual, then about %s' "$(minutes "$LATER_S")"
  else
    printf ' · about %s to go' "$(minutes $((left + LATER_S)))"
  fi
}

# Starts function $1 in a process group of its own, with its output in a file; leaves its process in STARTED and, once it
# has ended, its exit code in a file.
start_in_group() {
  rm -f "$PROGRESS/$1.code"
  set -m
  (
    began=$SECONDS function=$1
    trap 'code=$?; echo $((SECONDS - began)) >"$PROGRESS/$function.took"; echo "$code" >"$PROGRESS/$function.code"' EXIT
    "$1"
  ) >"$PROGRESS/$1.log" 2>&1 </dev/null &
  set +m
  STARTED=$!
}

has_ended() { [[ -s "$PROGRESS/$1.code" ]] || ! kill -0 "$2" 2>/dev/null; }

# Waits for function $1 in process $2 and says so meanwhile: on one line of a terminal, else now and then on a new one.
watch_process() {
  local expected=$3 began=$SECONDS said=$SECONDS
  until has_ended "$1" "$2"; do
    if [[ -t 1 ]]; then
      printf '\r\033[K%s' "$(status_line $((SECONDS - began)) "$expected")"
    elif ((SECONDS - said >= LINE_EVERY_S)); then
      said=$SECONDS
      printf '%s\n' "$(status_line $((SECONDS - began)) "$expected")"
    fi
    sleep 0.2
    stop_if_beside_failed
  done
  [[ ! -t 1 ]] || printf '\r\033[K'
  wait "$2"
}

# A step whose output is kept in a file; what it reports, indented, is shown if all goes well.
run_quietly() {
  start_in_group "$1"
  CHILD=$STARTED
  watch_process "$1" "$CHILD" "$2" || show_failure "$TITLE" "$1"
  CHILD=""
  grep '^      ' "$PROGRESS/$1.log" || true
}

# A step that shows all that it prints, which is kept as well. In a group of its own, so that a signal to this script ends
# it at once.
run_aloud() {
  local colour=auto
  [[ ! -t 1 ]] || colour=always
  set -m
  { CARGO_TERM_COLOR=$colour "$1" </dev/null 2>&1 | tee "$PROGRESS/$1.log"; } &
  set +m
  CHILD=$!
  wait "$CHILD" || {
    FAILED_LOUD=$1
    give_up "$TITLE failed"
  }
  CHILD=""
}

start_beside() {
  start_in_group "$1"
  BESIDE_PID[$1]=$STARTED
  BESIDE_TITLE[$1]=$TITLE
  say "goes on beside the next steps"
}

# A step that ends when function $1, which runs beside, has ended.
wait_for() {
  watch_process "$1" "${BESIDE_PID[$1]}" "$usual" || show_failure "${BESIDE_TITLE[$1]}" "$1"
  unset "BESIDE_PID[$1]"
  TABLE+=("${BESIDE_TITLE[$1]}, beside the others|$(cat "$PROGRESS/$1.took")")
  grep '^      ' "$PROGRESS/$1.log" || true
}

stop_if_beside_failed() {
  local function
  for function in "${!BESIDE_PID[@]}"; do
    if has_ended "$function" "${BESIDE_PID[$function]}" && [[ "$(cat "$PROGRESS/$function.code" 2>/dev/null)" != 0 ]]; then
      show_failure "${BESIDE_TITLE[$function]}" "$function"
    fi
  done
}

show_failure() {
  tail -n 100 "$PROGRESS/$2.log" >&2
  give_up "$1 failed; all that it printed is in $PROGRESS/$2.log"
}

end_all() {
  local pid
  for pid in ${CHILD:-} "${BESIDE_PID[@]}"; do
    kill -- -"$pid" 2>/dev/null || true
  done
}

print_table() {
  local entry
  ((${#TABLE[@]} > 1)) || return 0
  printf '\n'
  for entry in "${TABLE[@]}"; do
    printf '  %6s  %s\n' "$(minutes "${entry##*|}")" "${entry%|*}"
  done
  printf '  %6s  in all\n' "$(minutes $SECONDS)"
}

at_the_end() {
  end_all
  print_table
  if (($1 != 0)); then
    printf '\nended in step %d of %d, %s\n' "$STEP" "$STEPS" "$TITLE" >&2
    # Once more and last, why: of a long log often only the end is kept.
    [[ -z "$FAILED_LOUD" ]] || tail -n 12 "$PROGRESS/$FAILED_LOUD.log" >&2
  fi
  exit "$1"
}

# Carries out the plan. Functions named in LOUD show all that they print, those in FOREGROUND also have the keyboard.
carry_out() {
  local entry function first usual began took
  mkdir -p "$PROGRESS"
  STEPS=$# STEP=0 LATER_S=0
  trap 'at_the_end $?' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  for entry in "$@"; do
    IFS='|' read -r TITLE function usual <<<"$entry"
    [[ "$TITLE" = \&* ]] || LATER_S=$((LATER_S + $(expected_s "$function" "$usual")))
  done
  for entry in "$@"; do
    IFS='|' read -r TITLE function first <<<"$entry"
    STEP=$((STEP + 1)) began=$SECONDS
    usual=$(expected_s "$function" "$first")
    if [[ "$TITLE" = \&* ]]; then
      TITLE=${TITLE#&}
      printf '[%d/%d] %s\n' "$STEP" "$STEPS" "$TITLE"
      start_beside "$function"
      continue
    fi
    stop_if_beside_failed
    LATER_S=$((LATER_S - usual))
    printf '[%d/%d] %s, about %s; then about %s\n' "$STEP" "$STEPS" "$TITLE" "$(minutes "$usual")" "$(minutes "$LATER_S")"
    case " $FOREGROUND | $LOUD " in
      *" $function "*"|"*) "$function" ;;
      *"|"*" $function "*) run_aloud "$function" ;;
      *) run_quietly "$function" "$usual" ;;
    esac
    took=$((SECONDS - began))
    # A step that found its work done says nothing of how long the work takes.
    ((took * 4 < first)) || echo "$took" >"$PROGRESS/$function.seconds"
    TABLE+=("$TITLE|$took")
  done
}
