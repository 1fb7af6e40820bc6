"""Makes fact sheets and questions: names, numbers and phrasings for training. The evaluation set is made elsewhere."""
import random
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from sheet import Sheet, lexicon, seconds, span_text

S = str.split
PLACES = S("kitchen bathroom bedroom hallway garage attic cellar basement garden greenhouse barn stable workshop office lobby corridor laundry pantry"
           " nursery study library balcony terrace porch shed warehouse loft canteen gym sauna foyer reception archive storeroom bakery dairy mill"
           " north south east west upper lower front rear left right main spare old new central outer inner primary secondary backup hall depot dock"
           " quarry orchard vineyard cabin chapel tower bridge tunnel harbour yard kiosk showroom clinic ward lab cleanroom vault plantroom rooftop")
PLACES2 = ["living room", "dining room", "server room", "cold store", "paint shop", "pump house", "boiler room", "guest room", "packing hall",
           "loading bay", "machine shop", "control room", "wine cellar", "utility room", "meeting room", "assembly hall", "drying room", "back yard"]
THINGS = S("boiler pump tank fan compressor chiller heater furnace oven kiln mixer conveyor press lathe motor turbine generator inverter battery rack"
           " freezer fridge radiator duct vent silo hopper reactor separator centrifuge dryer washer cooler condenser evaporator pipe header manifold"
           " greenhouse aquarium pool well reservoir basin hydrant meter panel transformer charger feeder gearbox spindle bearing belt crane hoist robot"
           " extruder filter blower burner tray incubator server cabinet probe station buoy hive trough crusher grinder digester scrubber cistern sump")
OPENERS = S("door window gate valve hatch shutter blind damper skylight lid flap barrier curtain sluice garage-door")
SWITCHES = S("pump fan lamp light heater motor compressor lights siren sprinkler mixer conveyor socket plug relay blower burner boiler chiller oven"
             " extractor agitator dehumidifier humidifier printer charger tv radiator beacon aerator stirrer")
QUANT = {  # quantity: (units, low, high, decimals, adjectives, more nouns)
    "temperature": (["°C", "°C", "°C", "°F", "C"], -25, 240, 1, ["hot", "warm", "cold", "cool"], ["temp", "temperature"]),
    "humidity": (["%", "%RH", "%"], 5, 99, 1, ["humid", "damp"], ["humidity", "moisture"]),
    "pressure": (["bar", "mbar", "hPa", "kPa", "psi"], 0, 1100, 2, [], ["pressure"]),
    "power": (["W", "kW"], 0, 3000, 1, [], ["power", "wattage", "power draw", "power consumption", "load"]),
    "energy": (["kWh", "Wh", "MWh"], 0, 9000, 2, [], ["energy", "energy use", "electricity"]),
    "voltage": (["V", "mV"], 0, 420, 1, [], ["voltage"]),
    "current": (["A", "mA"], 0, 60, 2, [], ["current", "amperage", "amps"]),
    "flow": (["l/min", "m3/h", "l/s"], 0, 300, 1, [], ["flow", "flow rate", "throughput"]),
    "level": (["%", "m", "cm", "l"], 0, 100, 1, ["full"], ["level", "fill level"]),
    "speed": (["rpm", "m/s", "km/h"], 0, 3600, 0, ["fast"], ["speed"]),
    "frequency": (["Hz", "kHz"], 1, 400, 1, [], ["frequency"]),
    "illuminance": (["lx", "lux"], 0, 9000, 0, ["bright", "dark"], ["illuminance", "brightness", "light level"]),
    "co2": (["ppm"], 380, 2400, 0, ["stuffy"], ["co2", "CO2", "co2 level", "carbon dioxide"]),
    "pm25": (["µg/m³", "ug/m3"], 0, 150, 1, ["dusty"], ["pm25", "PM2.5", "dust"]),
    "noise": (["dB", "dBA"], 20, 120, 1, ["loud", "noisy"], ["noise", "noise level"]),
    "weight": (["kg", "g", "t"], 0, 900, 1, ["heavy"], ["weight"]),
    "battery": (["%", "%", "V"], 0, 100, 0, [], ["battery", "battery level", "charge"]),
    "position": (["%", "mm"], 0, 100, 0, [], ["position"]),
    "rainfall": (["mm"], 0, 80, 1, [], ["rainfall", "rain"]),
    "ph": (["", "pH"], 3, 11, 1, ["acidic"], ["ph", "pH", "acidity"]),
    "vibration": (["mm/s"], 0, 20, 2, [], ["vibration"]),
    "distance": (["mm", "cm", "m"], 0, 800, 1, [], ["distance"]),
    "volume": (["l", "m3"], 0, 800, 1, [], ["volume"]),
    "torque": (["Nm"], 0, 500, 1, [], ["torque"]),
    "salinity": (["ppt", "psu"], 0, 40, 1, ["salty"], ["salinity"]),
    "soil moisture": (["%"], 0, 100, 1, ["damp"], ["soil moisture", "moisture"]),
    "dew point": (["°C"], -20, 30, 1, [], ["dew point"]),
    "wind speed": (["m/s", "km/h"], 0, 40, 1, ["windy"], ["wind speed"]),
    "turbidity": (["NTU"], 0, 90, 1, ["cloudy"], ["turbidity"]),
}
QLIST = list(QUANT) + ["temperature"] * 8 + ["humidity", "pressure", "power", "level", "flow", "speed"] * 2
STATES = [("open", "closed", OPENERS, ["contact", "state", "state", "status", "position state"]), ("open", "closed", OPENERS, ["contact", "state"]),
          ("on", "off", SWITCHES, ["state", "state", "status", "power state", "switch", "relay"]), ("on", "off", SWITCHES, ["state", "status"]),
          ("running", "stopped", SWITCHES, ["state", "status", "mode"]), ("locked", "unlocked", ["door", "gate", "lock", "cabinet", "safe"], ["lock", "state", "lock state"]),
          ("armed", "disarmed", ["alarm", "zone", "perimeter"], ["state", "alarm state", "mode"]), ("ok", "fault", THINGS, ["state", "status", "health"]),
          ("online", "offline", S("camera router gateway sensor controller server printer modem tracker"), ["status", "state", "connection"]),
          ("occupied", "empty", PLACES[:30], ["occupancy", "state"]), ("wet", "dry", PLACES[:30], ["leak", "state"]), ("active", "idle", THINGS, ["state", "mode"]),
          ("heating", "idle", THINGS, ["mode", "state"]), ("charging", "discharging", ["battery", "scooter", "truck", "charger"], ["mode", "state"])]
ON, OPEN = set(S("on running active enabled working operating")), set(S("open opened"))
SYN = {"on": S("on on running active working going"), "off": S("off stopped idle"), "open": ["open", "opened", "ajar"], "closed": ["closed", "shut"],
       "running": S("running on active working operating going turning on"), "stopped": S("stopped off idle"), "locked": ["locked"], "unlocked": ["unlocked"],
       "armed": ["armed"], "disarmed": ["disarmed"], "ok": S("ok fine healthy"), "fault": ["faulty", "in fault", "broken", "in alarm", "tripped"],
       "online": ["online", "connected", "up", "reachable"], "offline": ["offline", "down", "disconnected", "unreachable"],
       "occupied": ["occupied"], "empty": ["empty", "vacant", "free"], "wet": ["wet"], "dry": ["dry"], "active": ["active", "running", "on"], "idle": ["idle", "off"],
       "heating": ["heating"], "charging": ["charging"], "discharging": ["discharging"]}
BOOLS = ["motion", "smoke", "vibration", "tamper", "water leak", "presence", "occupancy", "fire", "rain", "overload"]
SYL = S("ba be bo bri ca ce cor da de do dra el en fa fe fi ga gle go gra ha he hu in ka ke kla lo lu ma me mi mo na ne ni no or pa pe pla po qua ra re ri"
        " ro sa se si sta su ta te ti tor tra tu ul va ve vi vo wa we xa ya ze zo lin mar ton wick berg dal sen ham ley stad")


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def syllables(self):
        return "".join(self.r.choice(SYL) for _ in range(self.r.choice([2, 2, 3])))

    def value(self, q, lo=None, hi=None):
        units, a, b, d, _, _ = QUANT.get(q, ([""], 0, 500, 1, [], []))
        a, b = (a if lo is None else lo), (b if hi is None else hi)
        if self.r.random() < 0.15:
            d = self.r.choice([0, 1, 2, 3])
        x = self.r.uniform(a, b)
        if self.r.random() < 0.4:
            x = self.r.uniform(a, a + (b - a) * 0.3)
        v = Decimal(str(round(x, d)) if d else str(int(round(x))))
        if d and self.r.random() < 0.8:
            v = v.quantize(Decimal(1).scaleb(-d))
        return int(v) if not d else v

    def place(self):
        x = self.r.random()
        return self.r.choice(PLACES) if x < 0.55 else self.r.choice(PLACES2) if x < 0.75 else self.syllables()

    def thing(self):
        return self.r.choice(THINGS) if self.r.random() < 0.75 else self.syllables()

    def n(self):
        return str(self.r.choice([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, self.r.randint(1, 40), self.r.randint(1, 400)]))

    def entity(self, thing=None):
        """A device or a place, as words."""
        x = self.r.random()
        t = thing or self.thing()
        if x < 0.34:
            return t + " " + self.n()
        if x < 0.62:
            return self.place() + " " + t
        if x < 0.72:
            return self.place() if thing is None else t
        if x < 0.82:
            return self.place() + " " + t + " " + self.n()
        if x < 0.88:
            return self.r.choice(["line", "zone", "floor", "hall", "block", "unit", "bay", "site"]) + " " + self.n() + " " + t
        if x < 0.94:
            return t if thing is None else self.syllables() + " " + t
        return self.syllables() + " " + self.syllables() if thing is None else self.syllables() + " " + t + " " + self.n()

    def times(self, f, now):
        if self.r.random() < 0.7:
            f["at"] = iso(now - timedelta(seconds=int(self.r.choice([1, 60, 3600, 86400]) * self.r.uniform(1, 40))))
        if self.r.random() < 0.75:
            f["changed"] = iso(now - timedelta(seconds=int(self.r.choice([1, 60, 3600, 86400]) * self.r.uniform(1, 80))))
        return f

    def numeric(self, entity, q, now, unit=None):
        units = QUANT.get(q, (["", self.syllables()[:3], "%"],))[0]
        f = {"topic": "s/" + entity.replace(" ", "/") + "/" + q, "path": "", "name": entity + " " + q, "quantity": q, "value": self.value(q)}
        if self.r.random() < 0.04:
            f["name"] = entity
        u = unit if unit is not None else self.r.choice(units)
        if u and self.r.random() < 0.93:
            f["unit"] = u
        self.times(f, now)
        v = Decimal(f["value"])
        if self.r.random() < 0.5:
            lim = {}
            step = max(abs(v) * Decimal("0.3"), Decimal(3))
            a = (v + Decimal(str(round(self.r.uniform(-1, 1), 1))) * step).quantize(Decimal(self.r.choice(["1", "0.1", "1"])))
            b = (a - abs(step) * Decimal(self.r.choice([1, 2]))).quantize(Decimal("1"))
            x = self.r.random()
            if x < 0.55:
                lim["high"] = a
            elif x < 0.7:
                lim["low"] = a
            else:
                lim["low"], lim["high"] = min(a, b), max(a, b)
            f["limits"] = {k: plain(x) for k, x in lim.items()}
        if self.r.random() < 0.65:
            ws = []
            for span in self.r.choice([["PT1H"], ["PT24H"], ["PT1H", "PT24H"], ["PT1H", "P1D"], ["PT10M", "PT1H"], ["PT1H", "PT24H", "P7D"], ["PT15M"], ["PT24H", "P7D"]]):
                d = abs(v) * Decimal("0.1") + Decimal(1)
                hi = v + (d * Decimal(str(round(self.r.random(), 2)))).quantize(Decimal("0.1"))
                lo = v - (d * Decimal(str(round(self.r.random(), 2)))).quantize(Decimal("0.1"))
                ws.append({"span": span, "count": self.r.randint(2, 900), "min": plain(lo), "max": plain(hi), "mean": plain(((hi + lo) / 2).quantize(Decimal("0.01")))})
            f["windows"] = ws
        return f

    def state(self, now, kind=None, entity=None, q=None, value=None):
        a, b, things, qs = kind or self.r.choice(STATES)
        e = entity or self.entity(self.r.choice(things))
        q = q if q is not None else self.r.choice(qs)
        v = value or self.r.choice([a, b])
        f = {"topic": "s/" + e.replace(" ", "/"), "path": "", "name": e + " " + q if self.r.random() < 0.7 else e, "quantity": q, "value": v.upper() if self.r.random() < 0.06 else v}
        return self.times(f, now)

    def boolean(self, now):
        q = self.r.choice(BOOLS)
        e = self.entity()
        return self.times({"topic": "s/" + e, "path": "", "name": e + " " + q, "quantity": q, "value": self.r.random() < 0.5}, now)

    def sheet(self, count, now):
        facts, names = [], set()

        def put(f):
            if f["name"] not in names and len(facts) < count:
                names.add(f["name"])
                facts.append(f)
        while len(facts) < count:
            x = self.r.random()
            if x < 0.22:      # one device, several quantities
                e = self.entity()
                for q in self.r.sample(list(QUANT), self.r.randint(1, 4)):
                    put(self.numeric(e, q if self.r.random() < 0.95 else self.syllables(), now))
            elif x < 0.50:    # a family: the same thing, numbered or placed
                t, q = self.thing(), self.r.choice(QLIST)
                unit = self.r.choice(QUANT[q][0])
                numbered = self.r.random() < 0.6
                second = self.r.choice(QLIST) if self.r.random() < 0.3 else None
                ns = [self.n() for _ in range(self.r.randint(2, 6))]
                if self.r.random() < 0.4:
                    ns.append(ns[0] + "0")
                for k in dict.fromkeys(ns):
                    e = t + " " + k if numbered else self.place() + " " + t
                    put(self.numeric(e, q, now, unit))
                    if second:
                        put(self.numeric(e, second, now))
            elif x < 0.68:    # a family of states
                kind = self.r.choice(STATES)
                t, q = self.r.choice(kind[2]), self.r.choice(kind[3])
                numbered = self.r.random() < 0.4
                for k in range(self.r.randint(2, 6)):
                    put(self.state(now, kind, t + " " + self.n() if numbered else self.place() + " " + t, q))
            elif x < 0.78:
                put(self.state(now))
            elif x < 0.82:
                put(self.boolean(now))
            elif x < 0.90:    # rooms of a quantity
                q = self.r.choice(["temperature", "humidity", "temperature", "co2", "illuminance", "noise"])
                for _ in range(self.r.randint(1, 5)):
                    put(self.numeric(self.place(), q, now, QUANT[q][0][0]))
            else:
                put(self.numeric(self.entity(), self.r.choice(QLIST) if self.r.random() < 0.9 else self.syllables(), now))
        self.r.shuffle(facts)
        return facts


def iso(t):
    return t.strftime("%Y-%m-%dT%H:%M:%SZ")


def plain(d):
    return int(d) if d == d.to_integral_value() and d.as_tuple().exponent >= 0 else d
