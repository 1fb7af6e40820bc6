package io.parley.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.parley.topics.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Holds the AsyncAPI document to the AsyncAPI 3.0.0 schema of the AsyncAPI Initiative. */
final class AsyncApiTest {
  private static final String CID = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";

  private static JsonNode document() throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(Path.of("asyncapi.yaml").toFile());
  }

  private static JsonSchema asyncApi() throws IOException {
    try (InputStream zipped =
        Objects.requireNonNull(
            AsyncApiTest.class.getResourceAsStream("/asyncapi/3.0.0.schema.json.gz"))) {
      JsonNode schema = new ObjectMapper().readTree(new GZIPInputStream(zipped));
      return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
    }
  }

  @Test
  void theDocumentIsAsyncApi() throws IOException {
    assertEquals(Set.of(), asyncApi().validate(document()));
  }

  @Test
  void aDocumentThatIsNotIsRefused() throws IOException {
    ObjectNode broken = document().deepCopy();
    ((ObjectNode) broken.at("/operations/takeQuestion")).put("action", "shout");
    assertFalse(asyncApi().validate(broken).isEmpty());
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    JsonNode document = document();
    for (JsonNode reference : document.findValues("$ref")) {
      String to = reference.asText();
      if (to.startsWith("#")) {
        assertFalse(document.at(to.substring(1)).isMissingNode(), to);
      } else {
        assertTrue(Files.exists(Path.of(to)), to);
      }
    }
  }

  @Test
  void everyChannelIsAPlaceInTheTree() throws IOException {
    Map<String, String> parts =
        Map.of(
            "{site}",
            "s",
            "{subject}",
            "a/b",
            "{client}",
            "c",
            "{agent}",
            "g",
            "{cid}",
            CID,
            "{keyId}",
            "k",
            "{routineCid}",
            CID);
    int addresses = 0;
    for (JsonNode channel : document().get("channels")) {
      String address = channel.get("address").asText();
      if (channel.get("address").isTextual()) {
        for (Map.Entry<String, String> part : parts.entrySet()) {
          address = address.replace(part.getKey(), part.getValue());
        }
        assertTrue(new Topics().parse(address).isPresent(), address);
        addresses++;
      }
    }
    assertEquals(10, addresses);
  }

  @Test
  void examplesFitTheirSchemas() throws IOException {
    int examples = 0;
    for (JsonNode message : document().at("/components/messages")) {
      String schema = message.at("/payload/schema/$ref").asText();
      for (JsonNode example : message.path("examples")) {
        if (!schema.isEmpty()) {
          String name = schema.replace("schemas/", "").replace(".schema.json", "");
          assertEquals(Set.of(), SchemasTest.schema(name).validate(example.get("payload")));
          examples++;
        }
      }
    }
    assertEquals(7, examples);
  }
}
