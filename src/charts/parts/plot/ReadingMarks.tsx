import { Marker } from "../../curve/Marker";
import { ReadingLine } from "../../curve/ReadingLine";
import type { Reading } from "../../curve/readings";
import type { Frame } from "../axis/frame";

/** The lines at which values are read, and a mark at each value. */
export function ReadingMarks({ reading, frame }: { reading: Reading; frame: Frame }) {
  return (
    <>
      {reading.lines.map((line) => (
        <ReadingLine key={line.kind} {...line} top={frame.top} bottom={frame.top + frame.height} />
      ))}
      {reading.marks.map((mark) => (
        <Marker key={mark.id} {...mark} />
      ))}
    </>
  );
}
