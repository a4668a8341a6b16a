"use strict";

/** The columns of the table of connections: the text report's, and further ones of the records to choose from. */
(() => {
  const { duration, count, timeOfDay, named } = finwait;

  const KINDS = { fin: "FIN", rst: "RST", half_closed: "half-closed" };

  /** As in the text report: "server FIN", "both FIN", "unanswered". */
  function closedBy({ close: { kind, active_closer: closer } }) {
    const how = KINDS[kind] ?? kind;
    switch (closer) {
      case "client":
      case "server":
        return `${closer} ${how}`;
      case "simultaneous":
        return `both ${how}`;
      case "unknown":
        return kind === "open" ? how : `unknown ${how}`;
      default:
        return how;
    }
  }

  function handshake({ handshake: { syn_to_syn_ack_ms: toServer, syn_ack_to_ack_ms: toClient } }) {
    return toServer === undefined || toClient === undefined ? undefined : sum(toServer, toClient);
  }

  /** Of two durations in milliseconds, exact to the nanosecond. */
  function sum(a, b) {
    return (Math.round(a * 1e6) + Math.round(b * 1e6)) / 1e6;
  }

  /** The longest stay of either side in a state. */
  function longest(connection, state) {
    const stays = [...(connection.states.client ?? []), ...(connection.states.server ?? [])].filter(stay => stay.state === state);
    return longestOf(stays, stay => stay.duration_ms);
  }

  function longestOf(stays, length) {
    return stays.reduce((best, stay) => ((length(stay) ?? -1) > (length(best) ?? -1) ? stay : best), {});
  }

  /** A stay in words; "+" says at least, because the capture ended first. */
  function stayed(stay, ms) {
    return duration(ms) + (stay.end === "capture_end" && ms !== undefined ? "+" : "");
  }

  function stateColumn(state) {
    return {
      title: state,
      state,
      kind: "ms",
      value: connection => longest(connection, state).duration_ms,
      text: connection => stayed(longest(connection, state), longest(connection, state).duration_ms),
    };
  }

  function timeWait({ time_wait: waits }) {
    return longestOf(waits, wait => wait.observed_ms);
  }

  /** An order for addresses: by the numbers in them. */
  function addressKey({ ip, port }) {
    return `${ip.split(".").map(part => part.padStart(3, "0")).join(".")} ${String(port).padStart(5, "0")}`;
  }

  /** Wider where any end has a name, which stands behind its address. */
  function endWidth(name, width) {
    return finwait.data.report.connections.some(connection => connection[name] !== undefined) ? width + 100 : width;
  }

  const both = pair => pair.client + pair.server;
  const text = (title, value, more) => ({ title, kind: "text", value, text: value, ...more });
  const number = (title, value, more) => ({ title, kind: "count", value, text: c => (value(c) === undefined ? "-" : count(value(c))), ...more });
  const ms = (title, value, more) => ({ title, kind: "ms", value, text: c => duration(value(c)), ...more });
  const hidden = { hidden: true };

  /**
   * kind: text, count or ms, by which a column is filtered; value: of a connection, by which it is sorted unless by key; text: what is
   * shown; hidden: only where it is chosen.
   */
  finwait.columns = [
    { title: "id", kind: "id", value: c => c.id, text: c => String(c.id), width: 80 },
    text("client", c => named(c.client, c.client_name), { key: c => addressKey(c.client), width: endWidth("client_name", 180) }),
    text("server", c => named(c.server, c.server_name), { key: c => addressKey(c.server), width: endWidth("server_name", 160) }),
    text("start", c => c.first_seen, { text: c => timeOfDay(c.first_seen), width: 120 }),
    ms("duration", c => c.duration_ms),
    ms("handshake", handshake),
    text("closed by", closedBy, { width: 120 }),
    ms("closing", c => c.close.teardown_ms),
    stateColumn("FIN_WAIT_1"),
    stateColumn("FIN_WAIT_2"),
    stateColumn("CLOSE_WAIT"),
    stateColumn("LAST_ACK"),
    {
      title: "TIME_WAIT",
      state: "TIME_WAIT",
      kind: "ms",
      value: c => timeWait(c).observed_ms,
      text: c => stayed(timeWait(c), timeWait(c).observed_ms),
    },
    number("packets", c => both(c.packets)),
    number("bytes", c => both(c.payload_bytes)),
    text("finding", c => c.findings[0]?.id ?? "", { width: 220 }),
    { ...stateColumn("CLOSING"), ...hidden },
    { ...stateColumn("ESTABLISHED"), ...hidden },
    text("role basis", c => c.role_basis, hidden),
    number("first frame", c => c.first_frame, hidden),
    number("last frame", c => c.last_frame, hidden),
    number("SYNs again", c => c.handshake.syn_retransmissions, hidden),
    number("SYN-ACKs again", c => c.handshake.syn_ack_retransmissions, hidden),
    number("FINs again", c => c.retransmissions.fin_client + c.retransmissions.fin_server, hidden),
    number("retransmissions", c => c.retransmissions.client + c.retransmissions.server, hidden),
    text("reset by", c => c.close.reset_by ?? "", hidden),
    text("closer's basis", c => c.close.basis ?? "", hidden),
    text("all findings", c => [...new Set(c.findings.map(found => found.id))].join(" "), { ...hidden, width: 260 }),
    text("Zeek", c => `${c.zeek.conn_state} ${c.zeek.history ?? ""}`.trim(), hidden),
    text("Wireshark filter", c => c.wireshark_filter, { ...hidden, width: 260 }),
  ].map((column, i) => ({ ...column, field: `f${i}` }));
})();
