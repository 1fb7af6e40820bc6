package io.parley.catalogue;

import io.parley.device.CatalogueModel;

/**
 * A model of the catalogue, as it stands to this device.
 *
 * @param model what is offered
 * @param needsBytes the memory it needs here
 * @param fits whether the device has that beside the gateway
 * @param installed whether it is on the disk
 */
public record Offer(CatalogueModel model, long needsBytes, boolean fits, boolean installed) {}
