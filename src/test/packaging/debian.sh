#!/bin/sh
# Installs the .deb in a new Debian without Java, runs it as an ordinary user, and removes it: debian.sh DEB. Needs root,
# debootstrap and a Debian mirror; where no new Debian can be made, it ends with 77.
set -eu
deb=$1
root=$(mktemp -d)
chmod 755 "$root"
clean() {
    umount "$root/proc" 2>/dev/null || true
    rm -rf "$root"
}
trap clean EXIT
debootstrap --variant=minbase bookworm "$root" >"$root.log" 2>&1 || { tail -n 3 "$root.log"; rm -f "$root.log"; exit 77; }
rm -f "$root.log"
mount -t proc proc "$root/proc"
cp "$deb" "$root/tmp/steelyard.deb"
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }
inside sh -c 'chmod 644 /tmp/steelyard.deb; DEBIAN_FRONTEND=noninteractive apt-get -q -o APT::Sandbox::User=root install -y --no-install-recommends /tmp/steelyard.deb' >"$root/install" 2>&1 || { cat "$root/install"; exit 1; }
! grep "^steelyard:" "$root/install"
inside sh -c '! command -v java' || { echo "the test's Debian has a Java"; exit 1; }
inside useradd -m astronomer
as() { inside su astronomer -s /bin/sh -c "$1"; }
as 'steelyard --version'
as 'cd && steelyard check' >"$root/out" 2>"$root/err" || { cat "$root/out" "$root/err"; exit 1; }
[ ! -s "$root/err" ] || { cat "$root/err"; exit 1; }
grep -q '^kernels   vector' "$root/out"
tail -n 1 "$root/out"
for file in man/man1/steelyard-fit.1 bash-completion/completions/steelyard zsh/vendor-completions/_steelyard \
    fish/vendor_completions.d/steelyard.fish; do
    [ -s "$root/usr/share/$file" ] || { echo "no $file"; exit 1; }
done
inside dpkg --purge steelyard >/dev/null
[ ! -e "$root/usr/lib/steelyard" ] || { echo "left behind: $(find "$root/usr/lib/steelyard")"; exit 1; }
echo "$deb: installed, run and removed"
