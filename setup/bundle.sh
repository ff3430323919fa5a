# shellcheck shell=bash
# What `plateau bundle --load FILE` needs before there is a Node.js to run it: the bundle's own, and its npm packages.
# Sourced by the launcher, whose functions it uses; cli/bundle/ then sees to the rest. Nothing is unpacked unchecked.

# The file after --load among the words of the command line; nothing where there is none.
bundle_to_load() {
    local word previous=''
    for word in "$@"; do
        [[ $previous == --load ]] && printf '%s' "$word"
        [[ $word == --load=* ]] && printf '%s' "${word#--load=}"
        previous=$word
    done
}

# The words are those of the catalogue of faults, cli/errors.ts.
damaged() {
    say "$1"
    say 'Copy it again ("sha256sum" tells whether both copies are the same), or write it anew: "./plateau bundle".'
    exit 1
}

other() {
    say "$1"
    say 'Write one with this version on a machine like this one: "./plateau bundle".'
    exit 1
}

# A file in the bundle FILE, on stdout.
member() { tar --extract --to-stdout --occurrence=1 --force-local --file "$1" "$2" 2>/dev/null; }

# usage: start_from_bundle FILE
start_from_bundle() {
    local bundle=$1 manifest architecture lock node_dir modules=$root/node_modules
    node_dir=$cache/node/$(pinned node version)
    [[ -f $bundle ]] || damaged "There is no file $bundle."
    manifest=$(member "$bundle" manifest.json) || manifest=''
    said() { sed -n "s/.*\"$1\": {.*\"$2\":\"\([^\"]*\)\".*/\1/p" <<<"$manifest"; }

    architecture=$(said machine architecture)
    [[ -n $architecture ]] || damaged "$bundle is not a bundle, or its beginning was changed."
    [[ $architecture == "$(uname -m)" ]] || other "$bundle was written for $architecture; this machine is $(uname -m)."
    lock=$(sha256sum "$root/package-lock.json" | cut -d ' ' -f 1)
    [[ $(said plateau lock) == "$lock" ]] || other "$bundle was written by another version of Plateau: its npm packages are others."

    [[ -x $node_dir/bin/node ]] || unpack_part node.tar.gz "$node_dir"
    if [[ ! -f $modules/.plateau || $(<"$modules/.plateau") != "$lock" ]]; then
        unpack_part packages.tar.gz "$modules"
        printf '%s' "$lock" >"$modules/.plateau"
    fi
}

# Makes the directory $2 of the part $1: beside it first, then in its place.
unpack_part() {
    local part=$1 dir=$2 half=$2.half
    say "… Unpacking $part"
    [[ $(member "$bundle" "$part" | sha256sum) == "$(said "$part" sha256)  -" ]] ||
        damaged "$bundle was cut off or changed after it was written: $part has another checksum."
    rm -rf "$half"
    mkdir -p "$half"
    # tar lets no file out of the directory: it refuses "..", and makes absolute names relative.
    member "$bundle" "$part" | tar --extract --gzip --directory "$half" --no-same-owner
    rm -rf "$dir"
    mv "$half" "$dir"
}
