"use strict";

/** Numbers for people, the same words as in the text report: CountText, DurationText and InstantText of io.finwait.words. */
(() => {
  const MILLI = 1e6;
  const SECOND = 1e9;

  function count(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  /** Below 0.1 ms: three digits, but no zeros beyond the microsecond. */
  function tiny(nanos) {
    const step = nanos >= 10_000 ? 100 : nanos >= 1_000 ? 10 : 1;
    const rounded = Math.floor((nanos + Math.floor(step / 2)) / step) * step;
    const digits = String(MILLI + rounded).slice(1);
    return `0.${digits.slice(0, 3)}${digits.slice(3).replace(/0+$/, "")} ms`;
  }

  function threeDigits(nanos, unit) {
    let decimals = 2;
    for (let bound = 9_995; decimals > 0 && nanos >= bound * (unit / 1_000); bound *= 10) {
      decimals--;
    }
    if (nanos < unit - unit / 2_000) {
      decimals = 3;
    }
    const scale = 10 ** decimals;
    const scaled = Math.floor((nanos + Math.floor(unit / scale / 2)) / (unit / scale));
    if (decimals === 0) {
      return String(scaled);
    }
    return `${Math.floor(scaled / scale)}.${String(scale + (scaled % scale)).slice(1)}`;
  }

  function twoDigits(value) {
    return String(value).padStart(2, "0");
  }

  /** A duration in milliseconds, as records have it; "-" for one that is not known. */
  function duration(ms) {
    if (ms === undefined || ms === null) {
      return "-";
    }
    const nanos = Math.round(ms * MILLI);
    if (nanos === 0) {
      return "0 ms";
    }
    if (nanos < MILLI / 10) {
      return tiny(nanos);
    }
    if (nanos < 999.5 * MILLI) {
      return `${threeDigits(nanos, MILLI)} ms`;
    }
    if (nanos < 59_950 * MILLI) {
      return `${threeDigits(nanos, SECOND)} s`;
    }
    const seconds = Math.floor((nanos + SECOND / 2) / SECOND);
    if (seconds < 3600) {
      return `${Math.floor(seconds / 60)} m ${twoDigits(seconds % 60)} s`;
    }
    const minutes = Math.floor((seconds + 30) / 60);
    if (minutes < 24 * 60) {
      return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} m`;
    }
    const hours = Math.floor((seconds + 1800) / 3600);
    return `${count(Math.floor(hours / 24))} d ${twoDigits(hours % 24)} h`;
  }

  /** 08:17:44.040 of 2026-11-22T08:17:44.040428Z. */
  function timeOfDay(instant) {
    return instant.slice(11, 23);
  }

  /** An address and port as RFC 5952 has it. */
  function endpoint({ ip, port }) {
    return ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
  }

  /** Text from outside: what cannot be seen, or turns the direction of a line, as an escape, as TextStyle.safe has it. */
  function safe(text) {
    return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu, character => {
      const code = character.codePointAt(0);
      const hex = code.toString(16);
      return code < 0x80 ? `\\x${hex.padStart(2, "0")}` : `\\u{${hex}}`;
    });
  }

  /** An end, with its name where --names has one: the address, the port, and (web). */
  function named(end, name) {
    return name === undefined ? endpoint(end) : `${endpoint(end)} (${safe(name)})`;
  }

  Object.assign(finwait, { count, duration, timeOfDay, named });
})();
