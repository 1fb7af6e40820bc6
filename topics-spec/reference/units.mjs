// As many units as the vectors have, each as factor and offset to the first of its dimension.
const UNITS = {
  "°C": ["temperature", 1, 0, true],
  "°F": ["temperature", 5 / 9, -32, true],
  "K": ["temperature", 1, -273.15, false],
  "W": ["power", 1, 0],
  "kW": ["power", 1000, 0],
  "Wh": ["energy", 1, 0],
  "kWh": ["energy", 1000, 0],
  "%": ["ratio", 1, 0],
};

export const dimension = (unit) => UNITS[unit]?.[0];
/** Whether zero of the unit is not nothing, as in °C. */
export const interval = (unit) => UNITS[unit]?.[3] === true;

export function convertible(from, to) {
  return from === to || (from && to && UNITS[from] && dimension(from) === dimension(to));
}

/** A value in another unit, without the noise of binary fractions. */
export function convert(value, from, to) {
  if (from === to) {
    return value;
  }
  const [, factor, offset] = UNITS[from];
  const [, other, otherOffset] = UNITS[to];
  return clean(((value + offset) * factor) / other - otherOffset);
}

export function convertDifference(value, from, to) {
  return from === to ? value : clean((value * UNITS[from][1]) / UNITS[to][1]);
}

export const clean = (value) => Number(value.toPrecision(14));

/** How many decimals a number has. */
export function decimals(value) {
  const [, fraction = "", exponent = "0"] = /^-?\d+(?:\.(\d+))?(?:e(.+))?$/.exec(String(value));
  return Math.max(0, fraction.length - Number(exponent));
}

/** Rounds half up (away from zero) to so many decimals. */
export function round(value, places) {
  const exact = Math.abs(clean(value));
  return Math.sign(value) * Number(`${Math.round(Number(`${exact}e${places}`))}e-${places}`) || 0;
}

/** A value in another unit as it is told. */
export function told(value, from, to) {
  if (from === to) {
    return value;
  }
  const converted = convert(value, from, to);
  return interval(from) || interval(to)
    ? round(converted, Math.max(1, decimals(value)))
    : Number(converted.toPrecision(Math.max(3, String(Math.abs(value)).replace(/[.]|^0+/g, "").length)));
}
