#!/bin/sh
# Runs the jar with everything inside, alone in an empty folder: jar.sh JAR JAVA... Its first argument is the jar, the
# others are the java programs to try.
set -eu
jar=$(readlink -f "$1")
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$jar" "$folder/one.jar"
cd "$folder"
for java; do
    "$java" -jar one.jar check >out 2>err || { cat out err; exit 1; }
    [ ! -s err ] || { echo "$java writes to standard error:"; cat err; exit 1; }
    grep -q '^kernels   vector' out || { echo "$java runs without vectors:"; cat out; exit 1; }
    echo "$java: $(sed -n '1p;$p' out | tr '\n' ' ')"
done
