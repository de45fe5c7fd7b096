# As ~/.config/fish/completions/busybody.fish
# Completes busybody at the Tab key. Holds no commands and flags of its own: every Tab asks `busybody complete`, which reads the
# table of the version that is installed, and only looks. What comes back is data: nothing here evaluates it, and what a shell
# would act on is quoted when it is put on the line.
function __busybody_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l current (string unescape -- "$typed")
    or set current (string replace -r '^["\']' '' -- "$typed")
    set -e words[1]
    set -l lines (command busybody complete -- $words "$current" 2>/dev/null </dev/null)
    switch "$lines[1]"
        case files directories
            set -l lead (string match -r '^--[^=]*=' -- "$current")
            set -l begun (string replace -r '^--[^=]*=' '' -- "$current")
            set -l paths
            if test "$lines[1]" = files
                set paths (__fish_complete_path "$begun")
            else
                set paths (__fish_complete_directories "$begun")
            end
            for path in $paths
                printf '%s%s\n' "$lead" $path
            end
        case '*'
            set -e lines[1]
            test (count $lines) -gt 0; and printf '%s\n' $lines
    end
end
complete -c busybody -e
complete -c busybody -f -a '(__busybody_complete)'
