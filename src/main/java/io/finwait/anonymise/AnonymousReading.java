package io.finwait.anonymise;

import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.SelectiveReading;
import io.finwait.analysis.SharedAddress;
import io.finwait.analysis.SynStamps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A reading for somebody who knows pseudonyms alone: it looks for the originals, and tells of what it was asked for. */
public final class AnonymousReading implements SelectiveReading {
    private final AnonymousRecords anonymous;
    private final SelectiveReading reading;

    public AnonymousReading(AnonymousRecords anonymous, SelectiveReading reading) {
        this.anonymous = anonymous;
        this.reading = reading;
    }

    @Override
    public Seen look(List<Wish> wishes, List<SharedAddress> addresses) throws IOException {
        Map<Integer, Wish> asked = new HashMap<>();
        var originals = new ArrayList<Wish>(wishes.size());
        for (Wish wish : wishes) {
            asked.put(wish.connection().id(), wish);
            originals.add(new Wish(anonymous.original(wish.connection()), List.of(), wish.mostAtEachEnd()));
        }
        Seen seen = reading.look(
                originals, addresses.stream().map(anonymous::original).toList());
        var stories = new ArrayList<ConnectionStory>(seen.stories().size());
        for (ConnectionStory story : seen.stories()) {
            Wish wish = asked.get(story.connection().id());
            if (wish != null) {
                stories.add(new ConnectionStory(
                        wish.connection(), wish.findings(), story.steps(), story.leftOut(), story.leftOutAfter()));
            }
        }
        var stamps = new ArrayList<SynStamps>(seen.stamps().size());
        for (SynStamps of : seen.stamps()) {
            stamps.add(new SynStamps(
                    anonymous.of(of.between()), of.syns(), of.answered(), of.unanswered(), of.answeredKept()));
        }
        return new Seen(stories, stamps);
    }
}
