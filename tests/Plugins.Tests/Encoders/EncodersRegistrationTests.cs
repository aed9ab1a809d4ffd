using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Encoders;

public sealed class EncodersRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new EncodersRegistration().Register(services);

        PartRegistration[] expected =
        [
            new("encoder", "grad-tts", typeof(ITextEncoder), typeof(GradTtsEncoder), typeof(GradTtsEncoderOptions)),
            new("encoder", "matcha", typeof(ITextEncoder), typeof(MatchaEncoder), typeof(MatchaEncoderOptions))
        ];
        Assert.Equal(expected, services.Select(service => service.ImplementationInstance).OfType<PartRegistration>());
        Assert.Equal(typeof(GradTtsEncoderWeights), services.Last().ImplementationType);
        Assert.Equal(typeof(IForeignWeights), services.Last().ServiceType);
    }
}
