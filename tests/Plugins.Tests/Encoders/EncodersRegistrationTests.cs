using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Encoders;

public sealed class EncodersRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new EncodersRegistration().Register(services);

        var expected = new PartRegistration(
            "encoder", "grad-tts", typeof(ITextEncoder), typeof(GradTtsEncoder), typeof(GradTtsEncoderOptions));
        Assert.Equal([expected], services.Select(service => service.ImplementationInstance).OfType<PartRegistration>());
        Assert.Equal(typeof(GradTtsEncoderWeights), services.Last().ImplementationType);
        Assert.Equal(typeof(IForeignWeights), services.Last().ServiceType);
    }
}
