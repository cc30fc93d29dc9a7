#include "journal/content.h"
