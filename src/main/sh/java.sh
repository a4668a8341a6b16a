# How finwait's JVM is started: read by the launcher in the tree and by the one of the runtime image, which set $java, $jar and $archive.

# Heap: 1 GB holds over a million sockets in TIME_WAIT and leaves a laptop its memory. Methods above 60 bytes of bytecode stay
# calls (the default is 325): the optimising compiler then has half of the work, which counts where all packets are read in a second;
# long runs are hardly slower. The text is UTF-8 whatever the locale says: -Dfile.encoding is what Java 17 reads, the others what 19 reads.
run_java() {
    set -f
    # shellcheck disable=SC2086 # the options are meant to be split
    $run "$java" -Xmx1g -XX:FreqInlineSize=60 -XX:-UsePerfData -Xshare:auto -Xlog:disable \
        -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 $options "$@"
}

# Writes to the file $1 which classes a run over the captures $2… loads. The run has an option that only picocli reads, and both kinds of output.
list_classes() {
    list=$1
    shift
    run_java -XX:DumpLoadedClassList="$list" -jar "$jar" \
        analyze --sort closing --format text -o - --format ndjson -o /dev/null \
        --format html -o "$list.page" "$@"
    listed=$?
    rm -f "$list.page"
    return $listed
}

# Makes the class-data archive of the classes listed in the file $1; $2 is where a JVM that crashes says why. The archive saves the JVM
# parsing, checking and laying out two thousand classes. It is a static one: the kind that -XX:ArchiveClassesAtExit makes leaves out the
# command line parser, whose class files are as old as Java 5. A JVM ignores one it cannot use, and its logs are off, so that it does so
# silently. Renamed when whole, because a JVM that maps half an archive crashes; an empty file stands for one that could not be made.
make_archive() {
    run_java -Xshare:dump -XX:SharedClassListFile="$1" -XX:SharedArchiveFile="$archive.$$" -XX:ErrorFile="$2" -jar "$jar" ||
        rm -f "$archive.$$"
    [ -s "$archive.$$" ] || : >"$archive.$$"
    mv -f "$archive.$$" "$archive"
}

# Becomes finwait, with the user's options behind ours.
start_finwait() {
    run=exec
    case ${FINWAIT_JAVA_OPTS:-} in
        *-XX:+Use*GC*) options=$FINWAIT_JAVA_OPTS ;;
        *) options="$options ${FINWAIT_JAVA_OPTS:-}" ;;
    esac
    if [ -s "$archive" ]; then
        run_java -XX:SharedArchiveFile="$archive" -jar "$jar" "$@"
    else
        run_java -jar "$jar" "$@"
    fi
}

# In the C locale Java cannot open a file whose name is not ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) export LC_ALL=C.UTF-8 ;;
esac

# The parallel collector moves connections into the old generation in a fraction of the time that the serial one takes, and starts as
# fast. Two threads are enough for that, and leave a host with many cores to its work. Its young generation is small: what outlives a
# packet lives for seconds, and would only be copied from a larger one too. Its adaptive sizes stay on, for without them the old
# generation does not grow. Huge pages, where Linux has them, because a connection is looked at again seconds later, each on another
# page. The archive is made without the user's options: one made for another kind of heap serves nobody else.
run=
options='-XX:+UseParallelGC -XX:ParallelGCThreads=2 -Xmn64m'
[ ! -e /sys/kernel/mm/transparent_hugepage ] || options="$options -XX:+UseTransparentHugePages"
