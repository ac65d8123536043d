#!/bin/sh
# Packs the program: make.sh VERSION JDK TIME, which `mvn -Prelease package` calls. In target it makes
#   steelyard-VERSION-py3-none-any.whl      the package for Python, with the program inside
#   steelyard-VERSION.tar.gz                 bin, lib, share; needs a Java
#   steelyard-VERSION-linux-MACHINE.tar.gz   the same with a Java of its own
#   steelyard_VERSION_MACHINE.deb            the same for Debian and Ubuntu
#   homebrew/steelyard.rb, conda/meta.yaml   with the checksum of the first
# The same sources and the same JDK give the same bytes; TIME (ISO 8601) dates all files.
set -eu
version=$1 jdk=$2 time=$3
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
target=$top/target
jar=$target/steelyard-$version-all.jar
umask 022
"$jdk/bin/java" "$here/Wheel.java" "$top" "$version" "$jar" "$time" "$target/steelyard-$version-py3-none-any.whl"
if [ "$(uname -s)" != Linux ] || ! tar --version 2>/dev/null | grep -q GNU; then
    echo "make.sh: packages are made on Linux; $jar runs anywhere"
    exit 0
fi
SOURCE_DATE_EPOCH=$(date -u -d "$time" +%s)
export SOURCE_DATE_EPOCH
case $(uname -m) in
    x86_64) machine=amd64 ;;
    aarch64) machine=arm64 ;;
    *) machine=$(uname -m) ;;
esac

# Packs a folder of target.
pack() {
    find "$target/$1" -exec touch -h -d "$time" {} +
    tar -C "$target" --sort=name --owner=0 --group=0 --numeric-owner --format=gnu -cf - "$1" |
        gzip -n -9 >"$target/$1.tar.gz"
}

plain=steelyard-$version
tree=$target/$plain
rm -rf "$tree"
mkdir -p "$tree/bin" "$tree/lib" "$tree/share/doc/steelyard"
cp "$top/steelyard" "$tree/bin/"
cp "$jar" "$tree/lib/steelyard.jar"
cp "$top/LICENSE" "$top/README.md" "$top/CHANGELOG.md" "$top/CITATION.cff" "$tree/share/doc/steelyard/"
"$jdk/bin/java" -cp "$jar" "$here/CommandPages.java" "$tree/share" "$time"
pack "$plain"
sum=$(sha256sum "$tree.tar.gz" | cut -d " " -f 1)
mkdir -p "$target/homebrew" "$target/conda"
for file in homebrew/steelyard.rb conda/meta.yaml; do
    sed -e "s/@VERSION@/$version/g" -e "s/@SHA256@/$sum/" "$here/$file" >"$target/$file"
done

# Java: the modules that the classes name, and those that are found by name at run time.
modules=$("$jdk/bin/jdeps" --multi-release base --ignore-missing-deps --print-module-deps "$jar")
image=$plain-linux-$machine
rm -rf "${target:?}/$image"
mv "$tree" "$target/$image"
"$jdk/bin/jlink" --add-modules "$modules,jdk.incubator.vector" --strip-java-debug-attributes --no-header-files \
    --no-man-pages --output "$target/$image/runtime"
# The program opens no window and plays no sound.
rm -f "$target/$image/runtime/lib/libawt_xawt.so" "$target/$image/runtime/lib/libjawt.so" \
    "$target/$image/runtime/lib/libsplashscreen.so" "$target/$image/runtime/lib/libjsound.so"
pack "$image"

if ! command -v dpkg-deb >/dev/null; then
    echo "make.sh: no dpkg-deb here, so no .deb"
    exit 0
fi
root=$target/deb
own=$root/usr/lib/steelyard
rm -rf "$root"
mkdir -p "$root/DEBIAN" "$root/usr/lib" "$root/usr/bin" "$root/usr/share/zsh"
cp -a "$target/$image" "$own"
mv "$own/share/man" "$own/share/doc" "$own/share/bash-completion" "$own/share/fish" "$root/usr/share/"
mv "$own/share/zsh/site-functions" "$root/usr/share/zsh/vendor-completions"
rm -r "$own/share"
mv "$root/usr/share/doc/steelyard/LICENSE" "$root/usr/share/doc/steelyard/copyright"
ln -s ../lib/steelyard/bin/steelyard "$root/usr/bin/steelyard"
# The packages of the libraries that this Java takes from the system.
libraries=$(find "$own/runtime" -name "*.so" -o -name java -type f | xargs ldd 2>/dev/null |
    sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p' | grep -v "^$root" | sort -u | xargs readlink -f | sort -u)
depends=$(for library in $libraries; do
    dpkg -S "$library" 2>/dev/null || dpkg -S "${library#/usr}" 2>/dev/null || true
done | cut -d : -f 1 | sort -u | tr '\n' ',' | sed 's/,$//; s/,/, /g')
sed -e "s/@DEPENDS@/$depends/" -e "s/@VERSION@/$version/" -e "s/@MACHINE@/$machine/" -e "s/@SIZE@/$(du -sk --apparent-size "$root/usr" | cut -f 1)/" \
    "$here/debian/control" >"$root/DEBIAN/control"
install -m 755 "$here/debian/postinst" "$here/debian/prerm" "$root/DEBIAN/"
find "$root" -exec touch -h -d "$time" {} +
dpkg-deb --root-owner-group -Zxz -z1 --build "$root" "$target/steelyard_${version}_$machine.deb" >/dev/null
rm -rf "$root"
