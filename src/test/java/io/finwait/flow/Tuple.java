package io.finwait.flow;

import io.finwait.decode.TcpSegment;

/** The addresses and ports of a segment, for keys. */
record Tuple(String src, int srcPort, String dst, int dstPort) {
    FlowKey in(FlowTable<?> table) {
        var segment = new TcpSegment();
        IpAddress from = IpAddress.parse(src);
        IpAddress to = IpAddress.parse(dst);
        segment.srcHigh = from.high();
        segment.srcLow = from.low();
        segment.dstHigh = to.high();
        segment.dstLow = to.low();
        segment.srcPort = srcPort;
        segment.dstPort = dstPort;
        FlowKey key = table.newKey();
        key.set(segment);
        return key;
    }

    Tuple back() {
        return new Tuple(/* src= */ dst, /* srcPort= */ dstPort, /* dst= */ src, /* dstPort= */ srcPort);
    }

    static Tuple v4(int client, int clientPort, int server, int serverPort) {
        return new Tuple(
                IpAddress.ofV4(client).toString(),
                clientPort,
                IpAddress.ofV4(server).toString(),
                serverPort);
    }
}
