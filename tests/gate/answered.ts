/** Changes of what is answered: whoever is told less, or something else, breaks. */
import { booking, type ChangeCase, cancel, text, without } from "./change.js";

export const ANSWERED: readonly ChangeCase[] = [
  {
    name: "an optional answer property is added",
    impact: "minor",
    change: (d) => (booking(d).properties.room = text("Where.")),
  },
  {
    name: "a required answer property is added",
    impact: "minor",
    change: (d) => {
      booking(d).properties.room = text("Where.");
      booking(d).required.push("room");
    },
  },
  {
    name: "a required answer property is removed",
    impact: "major",
    change: (d) => {
      delete booking(d).properties.reason;
      booking(d).required = without(booking(d).required, "reason");
    },
  },
  {
    name: "an answer property is no longer required",
    impact: "major",
    change: (d) => (booking(d).required = without(booking(d).required, "status")),
  },
  {
    name: "an answer property becomes required",
    impact: "minor",
    change: (d) => booking(d).required.push("gender"),
  },
  {
    name: "an answer property changes its type",
    impact: "major",
    change: (d) => (booking(d).properties.id.type = "string"),
  },
  {
    name: "a documented status is added",
    impact: "minor",
    change: (d) => (cancel(d).responses["404"] = { description: "There is no such booking." }),
  },
  {
    name: "a documented error status is removed",
    impact: "major",
    change: (d) => delete cancel(d).responses["422"],
  },
  {
    name: "the success status changes",
    impact: "major",
    change: (d) => {
      cancel(d).responses["202"] = cancel(d).responses["200"];
      delete cancel(d).responses["200"];
    },
  },
];
