package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PacketWalkTest {
  private final List<String> heard = new ArrayList<>();
  private int allowed = Integer.MAX_VALUE;

  private final PacketWalk.Toll toll =
      new PacketWalk.Toll() {
        @Override
        public boolean begins(int type, long bytes) {
          if (allowed == 0) {
            return false;
          }
          allowed--;
          heard.add(type + ":" + bytes);
          return true;
        }

        @Override
        public void ends() {
          heard.add("end");
        }

        @Override
        public void malformed() {
          heard.add("malformed");
        }
      };

  private static ByteBuf bytes(String hex) {
    return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void packetsAreFoundByTheirLengths() {
    ByteBuf in = bytes("C0 00  30 03 00 01 61  30 81 00 FF");
    assertEquals(11, new PacketWalk().passing(in, toll));
    assertEquals(List.of("12:2", "end", "3:5", "end", "3:4", "end"), heard);
  }

  @Test
  void whereverTheBytesAreCutTheSamePacketsAreFound() {
    String packets = "30 81 01" + "00".repeat(129) + "C0 00";
    for (int cut = 1; cut < 134; cut++) {
      heard.clear();
      PacketWalk walk = new PacketWalk();
      ByteBuf in = bytes(packets);
      int passed = walk.passing(in.slice(0, cut), toll);
      in.skipBytes(passed);
      assertEquals(134, passed + walk.passing(in, toll), "cut at " + cut);
      assertEquals(List.of("3:132", "end", "12:2", "end"), heard, "cut at " + cut);
    }
  }

  @Test
  void nothingPassesThatTheTollHoldsBack() {
    allowed = 1;
    PacketWalk walk = new PacketWalk();
    ByteBuf in = bytes("C0 00 C0 00 C0 00");
    assertEquals(2, walk.passing(in, toll));
    in.skipBytes(2);
    assertEquals(0, walk.passing(in, toll));
    allowed = 1;
    assertEquals(2, walk.passing(in, toll));
  }

  @Test
  void aLengthOfFourBytesIsTheLongest() {
    assertEquals(5, new PacketWalk().passing(bytes("30 FF FF FF 7F"), toll));
    assertEquals(List.of("3:268435460"), heard);
    heard.clear();
    assertEquals(0, new PacketWalk().passing(bytes("30 FF FF FF FF 01"), toll));
    assertEquals(List.of("malformed"), heard);
  }
}
