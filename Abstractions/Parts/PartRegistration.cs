namespace Melange;

/// <summary>A part that a plugin offers.</summary>
/// <param name="Slot">The slot it fits: <c>attention</c>.</param>
/// <param name="Id">Its id, unique within the slot: <c>f2f</c>.</param>
/// <param name="ContractType">The role it plays.</param>
/// <param name="PartType">The class that plays it; its constructor takes its options,
/// its context, and services.</param>
/// <param name="OptionsType">The record its config section is bound to.</param>
public sealed record PartRegistration(string Slot, string Id, Type ContractType, Type PartType, Type OptionsType);
