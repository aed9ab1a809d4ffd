using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Vocoders;

public sealed class VocodersRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new VocodersRegistration().Register(services);

        var griffinLim = new PartRegistration(
            "vocoder", "griffin-lim", typeof(IVocoder), typeof(GriffinLimVocoder), typeof(GriffinLimOptions));
        var hifiGan = new PartRegistration(
            "vocoder", "hifi-gan", typeof(IVocoder), typeof(HifiGanVocoder), typeof(GeneratorOptions));
        var vocos = new PartRegistration(
            "vocoder", "vocos", typeof(IVocoder), typeof(VocosVocoder), typeof(GeneratorOptions));
        Assert.Equal([griffinLim, hifiGan, vocos], services.Select(service => service.ImplementationInstance).Take(3));
        Assert.Equal(
            [
                typeof(HifiGanForeignVocoder), typeof(VocosForeignVocoder), typeof(HifiGanTrainableVocoder),
                typeof(VocosTrainableVocoder)
            ], services.Skip(3).Select(service => service.ImplementationType));
    }
}
