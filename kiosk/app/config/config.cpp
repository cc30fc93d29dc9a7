#include "app/config/config.h"
