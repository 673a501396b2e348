#!/usr/bin/env bash
# The Debian package installs on a clean Debian 12, and what it installs reads a sample, finds it again and opens the desk there.
# Needs root and a clean root: made with debootstrap, or given as BANTHUEK_DEBIAN_ROOT (it is left as it is). BANTHUEK_PACKAGE: a package made before.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${BANTHUEK_BUILD:=build}"
[ "$(id -u)" = 0 ] || { echo "SKIPPED: needs root to install a package in a root of its own"; exit 77; }
command -v cpack >/dev/null && command -v dpkg-shlibdeps >/dev/null || { echo "SKIPPED: needs cpack and dpkg-dev"; exit 77; }
work=$(mktemp -d -p "$BANTHUEK_BUILD")
root=$work/root
finish() {
  for place in proc dev; do mountpoint -q "$root/$place" && umount "$root/$place"; done
  ! mountpoint -q "$root" || umount "$root"
  rm -rf "$work"
}
trap finish EXIT
fail() { echo "package_slow_test: $*" >&2; exit 1; }

if [ -n "${BANTHUEK_PACKAGE:-}" ]; then
  package=$BANTHUEK_PACKAGE
else
  cmake --build "$BANTHUEK_BUILD" -- banthuek manual >"$work/build.log" || fail "$(tail -5 "$work/build.log")"
  (cd "$BANTHUEK_BUILD" && cpack -G DEB -B "${work##*/}/package") >"$work/cpack.log" 2>&1 || fail "$(tail -5 "$work/cpack.log")"
  package=$(ls "$work"/package/*.deb)
fi
dpkg-deb --contents "$package" >"$work/contents"
for file in bin/banthuek share/banthuek/web/strings.toml share/banthuek/schemas/vocabularies/words.toml share/man/man1/banthuek.1.gz share/man/man1/banthuek-ingest.1.gz \
  share/bash-completion/completions/banthuek share/doc/banthuek/copyright lib/systemd/system/banthuek.service; do
  grep -q "/$file" "$work/contents" || fail "the package lacks $file"
done
! [ -d tools/web/node_modules ] || grep -q openseadragon.min.js "$work/contents" || fail "the package lacks the viewer"

mkdir -p "$root" "$work/up" "$work/wk"
if [ -n "${BANTHUEK_DEBIAN_ROOT:-}" ]; then
  mount -t overlay overlay -o "lowerdir=$BANTHUEK_DEBIAN_ROOT,upperdir=$work/up,workdir=$work/wk" "$root" 2>/dev/null || cp -a "$BANTHUEK_DEBIAN_ROOT/." "$root"
elif command -v debootstrap >/dev/null; then
  debootstrap --variant=minbase bookworm "$root" >"$work/debootstrap.log" 2>&1 || { echo "SKIPPED: debootstrap failed: $(tail -1 "$work/debootstrap.log")"; exit 77; }
else
  echo "SKIPPED: needs debootstrap, or a clean Debian 12 in BANTHUEK_DEBIAN_ROOT"
  exit 77
fi
mount -t proc proc "$root/proc" 2>/dev/null && mount --bind /dev "$root/dev" 2>/dev/null || { echo "SKIPPED: may not mount here"; exit 77; }
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
cp "$package" "$root/banthuek.deb"
cp samples/memo-and-measures/scan-office200.pdf samples/memo-and-measures/born-digital.pdf "$root/"
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
inside apt-get update -qq >"$work/apt.log" 2>&1 || { echo "SKIPPED: no Debian mirror: $(tail -1 "$work/apt.log")"; exit 77; }
inside apt-get install -y -qq --no-install-recommends ./banthuek.deb >>"$work/apt.log" 2>&1 || fail "does not install: $(tail -5 "$work/apt.log")"
inside banthuek --version
# Into files first: grep -q ends at its first hit, and what writes into the broken pipe after it counts as failed.
inside banthuek read /scan-office200.pdf >"$work/read.txt" || fail "the installed program does not read the sample"
grep -q บันทึกข้อความ "$work/read.txt" || fail "the installed program reads something else: $(head -5 "$work/read.txt")"
echo "it reads: $(grep -m1 -A1 บันทึกข้อความ "$work/read.txt" | tr '\n' ' ')"
inside banthuek ingest --db /a.db /born-digital.pdf || fail "the installed program does not take in a file"
inside banthuek search --db /a.db --json การ >"$work/found.json" && grep -q '"total"' "$work/found.json" || fail "the installed program does not find it again"
inside banthuek schemas check >/dev/null || fail "the installed schemas do not pass their check"
inside bash -c 'banthuek serve --db /a.db --port 0 2>/log & for i in $(seq 100); do port=$(sed -n "s/.*:\([0-9]*\)\/ .*/\1/p" /log); [ -n "$port" ] && break; sleep 0.2; done
  exec 3<>/dev/tcp/127.0.0.1/$port; printf "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n" >&3; head -1 <&3 | grep -q 200; ok=$?; kill %1; wait; exit $ok' || fail "the installed desk does not open: $(cat "$root/log")"
! command -v systemd-analyze >/dev/null || systemd-analyze verify --root="$root" banthuek.service 2>&1 | grep -i 'banthuek.service.*unknown' && fail "the unit has lines that systemd does not know" || true
inside apt-get purge -y -qq banthuek >>"$work/apt.log" 2>&1 || fail "does not go away: $(tail -5 "$work/apt.log")"
! [ -e "$root/usr/bin/banthuek" ] || fail "something is left after it is removed"
echo "package: $(basename "$package"), $(du -h "$package" | cut -f1): installs, reads, finds, opens the desk, goes away"
