using Melange.Testing;

namespace Melange.Plugins.Tests.Gating;

/// <summary>Our gates under each matching rule.</summary>
public static class GateVariants
{
    public abstract class Hard : GateConformance
    {
        protected override bool IsHard => true;
    }

    public sealed class AlwaysByPhoneme : Hard
    {
        protected override IGate Build(GateContext context) =>
            new AlwaysGate(new() { Match = PhonemeRule.Phoneme }, context);
    }

    public sealed class AlwaysWithoutStress : Hard
    {
        protected override IGate Build(GateContext context) =>
            new AlwaysGate(new() { Match = PhonemeRule.PhonemeWithoutStress }, context);
    }

    public sealed class AlwaysByClass : Hard
    {
        protected override IGate Build(GateContext context) =>
            new AlwaysGate(new() { Match = PhonemeRule.Class }, context);
    }

    public sealed class NeverByClass : Hard
    {
        protected override IGate Build(GateContext context) =>
            new NeverGate(new() { Match = PhonemeRule.Class }, context);
    }

    public sealed class HardByAny : Hard
    {
        protected override IGate Build(GateContext context) =>
            new PhonemeFallbackGate(new() { Match = PhonemeRule.Any }, context);
    }

    public sealed class HardWithoutStress : Hard
    {
        protected override IGate Build(GateContext context) =>
            new PhonemeFallbackGate(new() { Match = PhonemeRule.PhonemeWithoutStress }, context);
    }

    public sealed class HardByClass : Hard
    {
        protected override IGate Build(GateContext context) =>
            new PhonemeFallbackGate(new() { Match = PhonemeRule.Class }, context);
    }

    public sealed class HardWithClassFallback : Hard
    {
        protected override IGate Build(GateContext context) =>
            new PhonemeFallbackGate(new() { ClassFallback = true }, context);
    }

    public sealed class SoftWithoutStress : GateConformance
    {
        protected override IGate Build(GateContext context) =>
            new SoftPhonemeFallbackGate(new() { Groups = 3, Match = PhonemeRule.PhonemeWithoutStress }, context);
    }

    public sealed class SoftByClass : GateConformance
    {
        protected override IGate Build(GateContext context) =>
            new SoftPhonemeFallbackGate(new() { Groups = 1, Match = PhonemeRule.Class }, context);
    }

    public sealed class SoftWithClassFallback : GateConformance
    {
        protected override IGate Build(GateContext context) =>
            new SoftPhonemeFallbackGate(new() { Groups = 3, ClassFallback = true }, context);
    }
}
